package io.playhead.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Records that nobody waits for as for a list, members' vectors and closed tokens, on their way to
 * the sink. Sent as they come, a few of them make a batch of the producer's for each partition
 * every few milliseconds, and a batch takes 130 KB of buffers and some wake-ups, whatever is in it.
 * So they are kept until {@link #WAIT_MS} have passed or there are many, and sent in the order in
 * which they came. Whoever takes a snapshot or sends a tombstone flushes first: nothing here is in
 * a checkpoint, and nothing of an erased member may come after its tombstone. Used on the task's
 * thread, where its timer fires too.
 */
final class LaterRecords {
  /** The longest that one waits. */
  static final long WAIT_MS = 50;

  /** 1,024 x 0.5 KB. */
  static final int RECORDS_MAX = 1_024;

  private final Consumer<OutRecord> sink;
  private final ProcessingTimeService time;
  private final List<OutRecord> records = new ArrayList<>();
  private boolean isTimerPending;

  LaterRecords(Consumer<OutRecord> sink, ProcessingTimeService time) {
    this.sink = sink;
    this.time = time;
  }

  void add(OutRecord record) {
    records.add(record);
    if (records.size() >= RECORDS_MAX) {
      flush();
    } else if (!isTimerPending) {
      isTimerPending = true;
      time.registerTimer(time.getCurrentProcessingTime() + WAIT_MS, this::onDue);
    }
  }

  private void onDue(long atMs) {
    isTimerPending = false;
    flush();
  }

  /** Sends all of them now. */
  void flush() {
    records.forEach(sink);
    records.clear();
  }
}
