package io.playhead.deploy.importing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of ratings that are in order, first written, then read. Removed when closed.
 *
 * <pre>
 * each rating, big endian:   seconds 8 | member 4 | title 4 | rating 4
 * </pre>
 */
final class RatingRun implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path file;
  private final int number;
  private final DataOutputStream out;
  private long unread;
  private DataInputStream in;
  private Rating head;

  RatingRun(Path folder, int number) throws IOException {
    this.number = number;
    this.file = folder.resolve("ratings-" + number + ".run");
    this.out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
  }

  /** Its place among the runs. */
  int number() {
    return number;
  }

  void write(Rating rating) throws IOException {
    out.writeLong(rating.seconds());
    out.writeInt(rating.memberId());
    out.writeInt(rating.titleId());
    out.writeFloat(rating.rating());
    unread++;
  }

  /** Ends writing. */
  void startReading() throws IOException {
    out.close();
    in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
  }

  /** Moves to the next rating; false: there is none. */
  boolean advance() throws IOException {
    if (unread == 0) {
      return false;
    }
    unread--;
    long seconds = in.readLong();
    head = new Rating(in.readInt(), in.readInt(), in.readFloat(), seconds);
    return true;
  }

  /** The rating it stands at. */
  Rating head() {
    return head;
  }

  @Override
  public void close() throws IOException {
    out.close();
    if (in != null) {
      in.close();
    }
    Files.deleteIfExists(file);
  }
}
