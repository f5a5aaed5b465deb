package io.playhead.deploy.importing;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** Finds files, and opens one as it is, or through gzip or xz where its first bytes say so. */
final class SourceFile {
  private static final int[] GZIP = {0x1f, 0x8b};
  private static final int[] XZ = {0xfd, '7', 'z', 'X', 'Z', 0};
  private static final int[] ZIP = {'P', 'K', 3, 4};

  private SourceFile() {}

  /**
   * Opens {@code file}.
   *
   * @param onBytes told how many bytes of the file were read so far
   */
  static InputStream open(Path file, LongConsumer onBytes) {
    if (!Files.isRegularFile(file)) {
      throw CommandFailure.badInput(
          file + (Files.exists(file) ? " is not a file" : " does not exist"));
    }
    try {
      BufferedInputStream in =
          new BufferedInputStream(new Counted(Files.newInputStream(file), onBytes), 64 * 1024);
      if (startsWith(in, ZIP)) {
        in.close();
        throw CommandFailure.badInput(file + " is a zip archive: unpack it and name what is in it");
      }
      if (startsWith(in, XZ)) {
        return new XZInputStream(in);
      }
      return startsWith(in, GZIP) ? new GZIPInputStream(in, 64 * 1024) : in;
    } catch (IOException e) {
      throw CommandFailure.badInput(file + " cannot be read: " + why(e), e);
    }
  }

  /** The file of that name in {@code folder}, or it with .gz or .xz behind; null: there is none. */
  static Path find(Path folder, String name) {
    for (String end : List.of("", ".gz", ".xz")) {
      if (Files.isRegularFile(folder.resolve(name + end))) {
        return folder.resolve(name + end);
      }
    }
    return null;
  }

  /** Progress over the bytes of {@code file}. */
  static Progress progress(Path file) throws IOException {
    return Progress.start(file.getFileName().toString(), Files.size(file), " KB", 1024);
  }

  /**
   * What a person can read of {@code e}; the end of a file that should go on says nothing itself.
   */
  static String why(IOException e) {
    return e instanceof EOFException && e.getMessage() == null
        ? "it ends too early"
        : e.getMessage();
  }

  private static boolean startsWith(BufferedInputStream in, int[] magic) throws IOException {
    in.mark(magic.length);
    try {
      for (int expected : magic) {
        if (in.read() != expected) {
          return false;
        }
      }
      return true;
    } finally {
      in.reset();
    }
  }

  /** Counts the bytes that go through. */
  private static final class Counted extends FilterInputStream {
    private final LongConsumer onBytes;
    private long bytes;

    Counted(InputStream in, LongConsumer onBytes) {
      super(in);
      this.onBytes = onBytes;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int read = super.read(b, off, len);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) {
      bytes += read;
      onBytes.accept(bytes);
    }
  }
}
