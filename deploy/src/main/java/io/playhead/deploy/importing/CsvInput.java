package io.playhead.deploy.importing;

import io.playhead.deploy.CommandFailure;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** Opens a file as it is, or through gzip or xz where its first bytes say so. */
final class CsvInput {
  private static final int[] GZIP = {0x1f, 0x8b};
  private static final int[] XZ = {0xfd, '7', 'z', 'X', 'Z', 0};

  private CsvInput() {}

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
      if (startsWith(in, XZ)) {
        return new XZInputStream(in);
      }
      return startsWith(in, GZIP) ? new GZIPInputStream(in, 64 * 1024) : in;
    } catch (IOException e) {
      throw CommandFailure.badInput(file + " cannot be read: " + e.getMessage(), e);
    }
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
