package io.playhead.deploy.recorder;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** A process that records until so many records are read, says so, and waits to be killed. */
final class RecordUntilKilled {
  static final String THERE = "there";

  private RecordUntilKilled() {}

  /** Bootstrap, registry, folder, start, records between checkpoints, records to read. */
  public static void main(String[] args) {
    RecordOptions options =
        new RecordOptions(args[0], args[1], Instant.parse(args[3]), null, Path.of(args[2]));
    long last = Long.parseLong(args[5]);
    new TopicRecorder(
            options,
            Integer.parseInt(args[4]),
            readCount -> {
              if (readCount == last) {
                System.out.println(THERE);
                awaitTheEnd();
              }
            })
        .run();
  }

  private static void awaitTheEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
