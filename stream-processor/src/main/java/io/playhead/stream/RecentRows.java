package io.playhead.stream;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rows of the members seen last, by which a member who does several things in a row is decoded once
 * and written once. A row here may be newer than the head in state. It is written before every
 * snapshot, so state has all there is to know at each barrier; when it has to make room; and as
 * soon as its member has rested for a while, so that a barrier finds few to write, as everybody
 * waits for it. Used on the task's thread.
 */
final class RecentRows {
  /** At most 10 KB each, half of the tokens of a segment and a tail: 20 MB a subtask. */
  static final int ROWS_MAX = 2_048;

  /** Whoever goes on within a second need not be written in between. */
  static final long REST_MS = 1_000;

  /** Puts a row's head into state. */
  interface Write {
    /** With any member as current key, which is the same afterwards. */
    void head(MemberRow row) throws IOException;
  }

  private final int rowsMax;
  private final Write write;
  private final Map<String, MemberRow> rows = new LinkedHashMap<>(16, .75f, true);
  private final Map<String, MemberRow> unwritten = new LinkedHashMap<>(); // longest at rest first

  RecentRows(int rowsMax, Write write) {
    this.rowsMax = rowsMax;
    this.write = write;
  }

  /** The member's row, or null. */
  MemberRow get(String memberId) {
    return rows.get(memberId);
  }

  /** Keeps a row that differs from the head in state, and drops the one not seen for longest. */
  void put(MemberRow row, long nowMs) throws IOException {
    row.savedAtMs = nowMs;
    unwritten.remove(row.memberId);
    unwritten.put(row.memberId, row);
    rows.put(row.memberId, row);
    if (rows.size() > rowsMax) {
      Iterator<MemberRow> longestUnseenFirst = rows.values().iterator();
      MemberRow dropped = longestUnseenFirst.next();
      longestUnseenFirst.remove();
      if (unwritten.remove(dropped.memberId) != null) {
        write.head(dropped);
      }
    }
  }

  /** Writes up to {@code rowsMax} of those that have been at rest for {@link #REST_MS}. */
  void writeRested(int rowsMax, long nowMs) throws IOException {
    Iterator<MemberRow> longestFirst = unwritten.values().iterator();
    for (int i = 0; i < rowsMax && longestFirst.hasNext(); i++) {
      MemberRow row = longestFirst.next();
      if (nowMs - row.savedAtMs < REST_MS) {
        return;
      }
      longestFirst.remove();
      write.head(row);
    }
  }

  /** Afterwards state has all that the rows have. */
  void writeAll() throws IOException {
    for (MemberRow row : unwritten.values()) {
      write.head(row);
    }
    unwritten.clear();
  }
}
