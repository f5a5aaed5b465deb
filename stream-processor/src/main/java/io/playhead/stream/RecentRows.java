package io.playhead.stream;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rows of the members seen last, by which a member who does several things in a row is decoded once
 * and written to state once. A head is encoded when its row is saved, so that what is left for a
 * barrier is bytes to put, and written later: before every snapshot, so state has all there is to
 * know at each barrier; when its row has to make room; and as soon as its member has rested for a
 * while, as everybody waits for a barrier. Used on the task's thread.
 */
final class RecentRows {
  /** At most 10 KB each, half of the tokens of a segment and a tail: 20 MB a subtask. */
  static final int ROWS_MAX = 2_048;

  /** Whoever goes on within a second need not be written in between. */
  static final long REST_MS = 1_000;

  /** Puts a head into state. */
  interface Write {
    /** With any member as current key, which is the same afterwards. */
    void head(String memberId, byte[] head) throws IOException;
  }

  private record Unwritten(byte[] head, long savedAtMs) {}

  private final int rowsMax;
  private final Write write;
  private final Map<String, MemberRow> rows = new LinkedHashMap<>(16, .75f, true);
  private final Map<String, Unwritten> unwritten = new LinkedHashMap<>(); // longest at rest first

  RecentRows(int rowsMax, Write write) {
    this.rowsMax = rowsMax;
    this.write = write;
  }

  /** The member's row, or null. */
  MemberRow get(String memberId) {
    return rows.get(memberId);
  }

  /** Keeps a row and its head, which state has not, and drops the row not seen for longest. */
  void put(MemberRow row, byte[] head, long nowMs) throws IOException {
    unwritten.remove(row.memberId); // else it would keep its place
    unwritten.put(row.memberId, new Unwritten(head, nowMs));
    rows.put(row.memberId, row);
    if (rows.size() > rowsMax) {
      Iterator<String> longestUnseenFirst = rows.keySet().iterator();
      String dropped = longestUnseenFirst.next();
      longestUnseenFirst.remove();
      Unwritten its = unwritten.remove(dropped);
      if (its != null) {
        write.head(dropped, its.head);
      }
    }
  }

  /** Writes up to {@code headsMax} of those that have been at rest for {@link #REST_MS}. */
  void writeRested(int headsMax, long nowMs) throws IOException {
    Iterator<Map.Entry<String, Unwritten>> longestFirst = unwritten.entrySet().iterator();
    for (int i = 0; i < headsMax && longestFirst.hasNext(); i++) {
      Map.Entry<String, Unwritten> next = longestFirst.next();
      if (nowMs - next.getValue().savedAtMs < REST_MS) {
        return;
      }
      write.head(next.getKey(), next.getValue().head);
      longestFirst.remove();
    }
  }

  /** Afterwards state has all heads. */
  void writeAll() throws IOException {
    for (Map.Entry<String, Unwritten> each : unwritten.entrySet()) {
      write.head(each.getKey(), each.getValue().head);
    }
    unwritten.clear();
  }
}
