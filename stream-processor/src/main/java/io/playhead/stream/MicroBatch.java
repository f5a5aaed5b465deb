package io.playhead.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Rows that wait to be computed together, at most one for each member. It flushes itself when it is
 * full and when its oldest row has waited long enough. Used on the task's thread, where the timers
 * fire too.
 */
final class MicroBatch {
  /** What becomes of the rows of a batch. */
  interface Flush {
    /** Takes the rows, never none, in the order in which their members came. */
    void rows(List<MemberRow> rows) throws Exception;
  }

  private final int rowsMax;
  private final long waitMs;
  private final ProcessingTimeService time;
  private final Flush flush;
  private final Map<String, MemberRow> rows = new LinkedHashMap<>();
  private long sinceMs;
  private boolean timerPending;

  MicroBatch(int rowsMax, long waitMs, ProcessingTimeService time, Flush flush) {
    this.rowsMax = rowsMax;
    this.waitMs = waitMs;
    this.time = time;
    this.flush = flush;
  }

  /** The member's row, or null. */
  MemberRow get(String memberId) {
    return rows.get(memberId);
  }

  /** Adds the row of a member who has none. */
  void add(MemberRow row) throws Exception {
    if (rows.isEmpty()) {
      sinceMs = time.getCurrentProcessingTime();
      watch(sinceMs + waitMs);
    }
    rows.put(row.memberId, row);
    if (rows.size() >= rowsMax) {
      flush();
    }
  }

  /** Hands over what is there; the batch is empty while its rows are worked on. */
  void flush() throws Exception {
    if (!rows.isEmpty()) {
      List<MemberRow> flushed = new ArrayList<>(rows.values());
      rows.clear();
      flush.rows(flushed);
    }
  }

  private void watch(long dueMs) {
    if (!timerPending) {
      timerPending = true;
      time.registerTimer(dueMs, this::onTimer);
    }
  }

  private void onTimer(long atMs) throws Exception {
    timerPending = false;
    if (!rows.isEmpty()) {
      long dueMs = sinceMs + waitMs;
      if (time.getCurrentProcessingTime() >= dueMs) {
        flush();
      } else {
        watch(dueMs);
      }
    }
  }
}
