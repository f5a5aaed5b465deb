package io.playhead.schemas.recording;

import io.playhead.schemas.recording.RecordingManifest.FileEntry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Writes one file of a recording and knows its hash when it is closed. */
final class RecordFileWriter {
  private static final int DEFLATE_LEVEL = 6;
  private static final int BLOCK_BYTES = 256 * 1024;

  private final Path path;
  private final MessageDigest digest;
  private final DataFileWriter<SpecificRecord> out;
  private long recordCount;

  private RecordFileWriter(Path path, MessageDigest digest, DataFileWriter<SpecificRecord> out) {
    this.path = path;
    this.digest = digest;
    this.out = out;
  }

  static RecordFileWriter create(Path folder, RecordingFile file) throws IOException {
    Path path = folder.resolve(file.fileName());
    MessageDigest digest = Sha256.digest();
    OutputStream bytes =
        new DigestOutputStream(
            new BufferedOutputStream(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)),
            digest);
    DataFileWriter<SpecificRecord> out =
        new DataFileWriter<>(
            new SpecificDatumWriter<>(SpecificData.get().getSchema(file.topic().type())));
    try {
      out.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
      out.setSyncInterval(BLOCK_BYTES);
      out.create(file.topic().schema(), bytes, sync(file));
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
    return new RecordFileWriter(path, digest, out);
  }

  void write(SpecificRecord record) throws IOException {
    out.append(record);
    recordCount++;
  }

  FileEntry close() throws IOException {
    out.close();
    return new FileEntry(recordCount, Files.size(path), HexFormat.of().formatHex(digest.digest()));
  }

  /** Avro would take a random marker; ours is the same each time, and so are the file's bytes. */
  private static byte[] sync(RecordingFile file) {
    byte[] hash = Sha256.digest().digest(file.fileName().getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(hash, DataFileConstants.SYNC_SIZE);
  }
}
