package io.playhead.schemas.recording;

import io.playhead.schemas.recording.RecordingManifest.FileEntry;
import io.playhead.schemas.recording.UnfinishedRecording.GoodPart;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.file.SeekableFileInput;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Writes one file of a recording and knows its hash when it is closed. */
final class RecordFileWriter {
  // The default of Avro and zlib, which a file that is gone on with takes: the bytes are the same.
  private static final int DEFLATE_LEVEL = 6;
  private static final int BLOCK_BYTES = 256 * 1024;

  private final Path path;
  private final FileChannel channel;
  private final MessageDigest digest;
  private final DataFileWriter<SpecificRecord> out;
  private long recordCount;

  private RecordFileWriter(
      Path path,
      FileChannel channel,
      MessageDigest digest,
      DataFileWriter<SpecificRecord> out,
      long recordCount) {
    this.path = path;
    this.channel = channel;
    this.digest = digest;
    this.out = out;
    this.recordCount = recordCount;
  }

  static RecordFileWriter create(Path folder, RecordingFile file) throws IOException {
    Path path = folder.resolve(file.fileName());
    MessageDigest digest = Sha256.digest();
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      DataFileWriter<SpecificRecord> out = writer(file);
      out.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
      out.create(file.schema(), bytes(channel, digest), sync(file));
      return new RecordFileWriter(path, channel, digest, out, 0);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Goes on with a file behind its good part.
   *
   * @throws RecordingException the file is missing or shorter than that
   */
  static RecordFileWriter append(Path folder, RecordingFile file, GoodPart good)
      throws IOException {
    Path path = folder.resolve(file.fileName());
    if (!Files.isRegularFile(path) || Files.size(path) < good.bytes()) {
      throw new RecordingException(
          path
              + " is missing or has fewer than the "
              + good.bytes()
              + " bytes that were written to it; delete the folder and record anew.");
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
    try (SeekableFileInput header = new SeekableFileInput(path.toFile())) {
      channel.truncate(good.bytes());
      channel.position(good.bytes());
      MessageDigest digest = Sha256.digestOf(path);
      DataFileWriter<SpecificRecord> out = writer(file);
      out.appendTo(header, bytes(channel, digest));
      return new RecordFileWriter(path, channel, digest, out, good.records());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static DataFileWriter<SpecificRecord> writer(RecordingFile file) {
    DataFileWriter<SpecificRecord> out =
        new DataFileWriter<>(new SpecificDatumWriter<>(SpecificData.get().getSchema(file.type())));
    out.setSyncInterval(BLOCK_BYTES);
    return out;
  }

  private static OutputStream bytes(FileChannel channel, MessageDigest digest) {
    return new DigestOutputStream(
        new BufferedOutputStream(Channels.newOutputStream(channel)), digest);
  }

  void write(SpecificRecord record) throws IOException {
    out.append(record);
    recordCount++;
  }

  /** Ends the block and sees that all there is so far outlives a power cut. */
  GoodPart force() throws IOException {
    out.flush();
    channel.force(true);
    return new GoodPart(recordCount, channel.position());
  }

  FileEntry close() throws IOException {
    try (channel) {
      force();
      out.close(); // And the channel; twice does no harm.
    }
    return new FileEntry(recordCount, Files.size(path), HexFormat.of().formatHex(digest.digest()));
  }

  Path path() {
    return path;
  }

  /** Avro would take a random marker; ours is the same each time, and so are the file's bytes. */
  private static byte[] sync(RecordingFile file) {
    byte[] hash = Sha256.digest().digest(file.fileName().getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(hash, DataFileConstants.SYNC_SIZE);
  }
}
