package io.playhead.stream;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Rows that wait to be computed together, at most one for each member. It flushes itself when it is
 * full and when its oldest row has waited long enough. The wait is short: what comes while a batch
 * is worked on makes the next one larger, the more so the less time there is. Rows of members who
 * had many lists just now are held back until {@link MemberPace} lets them have another. Of dear
 * rows, whose whole windows have to be encoded, it hands over a few at a time, so that after a
 * restart, when nobody is cached, whoever has been served once is served as quickly as ever. Used
 * on the task's thread, where the timers fire too.
 */
final class MicroBatch {
  /** At 3 to 9 ms each, about as long as 64 others take. */
  static final int DEAR_ROWS_MAX = 8;

  private static final long NEVER = Long.MAX_VALUE;

  /** What becomes of the rows of a batch. */
  interface Flush {
    /** Takes the rows, never none, in the order in which their members came. */
    void rows(List<MemberRow> rows) throws Exception;
  }

  private final int rowsMax;
  private final long waitMs;
  private final ProcessingTimeService time;
  private final Predicate<MemberRow> isDear;
  private final Flush flush;
  private final MemberPace pace; // null: nobody is held back
  private final Map<String, MemberRow> rows = new LinkedHashMap<>();
  private final Map<String, MemberRow> held = new LinkedHashMap<>();
  private long dueMs = NEVER; // when the rows have waited long enough
  private long heldDueMs = NEVER; // when the first of those held back may go
  private long timerMs = NEVER; // the next timer

  /**
   * An empty batch.
   *
   * @param isDear whether a row's whole window will have to be encoded
   * @param pace how often a member may have a list; null: as often as it likes
   */
  MicroBatch(
      int rowsMax,
      long waitMs,
      ProcessingTimeService time,
      Predicate<MemberRow> isDear,
      MemberPace pace,
      Flush flush) {
    this.rowsMax = rowsMax;
    this.waitMs = waitMs;
    this.time = time;
    this.isDear = isDear;
    this.pace = pace;
    this.flush = flush;
  }

  /** The member's row, or null. */
  MemberRow get(String memberId) {
    MemberRow row = rows.get(memberId);
    return row != null || held.isEmpty() ? row : held.get(memberId);
  }

  /** Rows that are held back; the metrics thread asks too. */
  int heldCount() {
    return held.size();
  }

  /** Adds the row of a member who has none. */
  void add(MemberRow row) throws Exception {
    long nowMs = time.getCurrentProcessingTime();
    long mayGoMs = pace == null ? Long.MIN_VALUE : pace.dueMs(row.memberId);
    if (mayGoMs > nowMs && held.size() < rowsMax) {
      held.put(row.memberId, row);
      heldDueMs = Math.min(heldDueMs, mayGoMs);
    } else {
      rows.put(row.memberId, row);
      dueMs = Math.min(dueMs, nowMs + waitMs);
    }
    if (rows.size() >= rowsMax) {
      flushDue();
    }
    watch();
  }

  /** Hands over all that is there; the batch is empty while its rows are worked on. */
  void flush() throws Exception {
    rows.putAll(held);
    held.clear();
    heldDueMs = NEVER;
    dueMs = NEVER;
    List<MemberRow> all = new ArrayList<>(rows.values());
    rows.clear();
    handOver(all);
  }

  /** Hands over all but what is held back and the dear rows beyond the first few. */
  private void flushDue() throws Exception {
    List<MemberRow> due = new ArrayList<>(rows.size());
    int dear = 0;
    for (Iterator<MemberRow> oldestFirst = rows.values().iterator(); oldestFirst.hasNext(); ) {
      MemberRow row = oldestFirst.next();
      if (!isDear.test(row) || dear++ < DEAR_ROWS_MAX) {
        due.add(row);
        oldestFirst.remove();
      }
    }
    handOver(due);
    dueMs = rows.isEmpty() ? NEVER : time.getCurrentProcessingTime(); // after what came meanwhile
  }

  private void handOver(List<MemberRow> flushed) throws Exception {
    if (flushed.isEmpty()) {
      return;
    }
    long nowMs = time.getCurrentProcessingTime();
    for (MemberRow row : flushed) {
      if (row.listFor != null && pace != null) {
        pace.listed(row.memberId, nowMs);
      }
    }
    flush.rows(flushed);
  }

  private void watch() {
    long nextMs = Math.min(dueMs, heldDueMs);
    if (nextMs < timerMs) {
      timerMs = nextMs;
      time.registerTimer(nextMs, this::onTimer);
    }
  }

  private void onTimer(long atMs) throws Exception {
    timerMs = NEVER; // Of two timers the later one may find nothing to do.
    long nowMs = time.getCurrentProcessingTime();
    if (heldDueMs <= nowMs) {
      release(nowMs);
    }
    if (dueMs <= nowMs) {
      flushDue();
    }
    watch();
  }

  /** Lets those of the held rows go that may. */
  private void release(long nowMs) {
    heldDueMs = NEVER;
    List<MemberRow> waiting = new ArrayList<>(held.values());
    held.clear();
    for (MemberRow row : waiting) {
      long mayGoMs = pace.dueMs(row.memberId);
      if (mayGoMs <= nowMs) {
        rows.put(row.memberId, row);
        dueMs = nowMs;
      } else {
        held.put(row.memberId, row);
        heldDueMs = Math.min(heldDueMs, mayGoMs);
      }
    }
  }
}
