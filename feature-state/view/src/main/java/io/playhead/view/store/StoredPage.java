package io.playhead.view.store;

import io.playhead.schemas.TraceContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A member's page as the store keeps it: what the revision rule needs, then the answer of a lookup,
 * ready to send.
 *
 * <pre>
 *    0         1                  9                  17
 *   +---------+------------------+------------------+------------------------
 *   | 1       | revision         | made at, ms      | "memberId":...,...}
 *   +---------+------------------+------------------+------------------------
 *
 *    0         1                  9                  17         33        41      42
 *   +---------+------------------+------------------+----------+---------+-------+---------
 *   | 2       | revision         | made at, ms      | trace id | span id | flags | "memb...}
 *   +---------+------------------+------------------+----------+---------+-------+---------
 * </pre>
 *
 * The first byte is the version; the second is that of a page whose list belongs to a trace.
 * Numbers are big-endian. The JSON lacks its first brace, so that whoever answers puts whether it
 * is stale in front without reading it. Stateless.
 */
public final class StoredPage {
  private static final byte UNTRACED = 1;
  private static final byte TRACED = 2;
  private static final int REVISION_AT = 1;
  private static final int MADE_AT = REVISION_AT + Long.BYTES;
  private static final int TRACE_AT = MADE_AT + Long.BYTES;
  private static final int TRACE_BYTES = 3 * Long.BYTES + 1;
  private static final byte[] FRESH = "{\"stale\":false,".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STALE = "{\"stale\":true,".getBytes(StandardCharsets.US_ASCII);

  private StoredPage() {}

  /**
   * A stored page.
   *
   * @param trace that its list belongs to; null: none
   * @param json a whole object of at least one field
   */
  static byte[] encode(long revision, long madeAtMs, TraceContext trace, byte[] json) {
    int traceBytes = trace == null ? 0 : TRACE_BYTES;
    ByteBuffer stored =
        ByteBuffer.allocate(TRACE_AT + traceBytes + json.length - 1)
            .put(trace == null ? UNTRACED : TRACED)
            .putLong(revision)
            .putLong(madeAtMs);
    if (trace != null) {
      stored
          .putLong(trace.traceIdHigh())
          .putLong(trace.traceIdLow())
          .putLong(trace.spanId())
          .put(trace.flags());
    }
    return stored.put(json, 1, json.length - 1).array();
  }

  /** The trace that its list belongs to; null: none. */
  public static TraceContext trace(byte[] stored) {
    if (stored[0] != TRACED) {
      return null;
    }
    ByteBuffer trace = ByteBuffer.wrap(stored, TRACE_AT, TRACE_BYTES);
    return new TraceContext(trace.getLong(), trace.getLong(), trace.getLong(), trace.get());
  }

  /** The page's revision. */
  public static long revision(byte[] stored) {
    return ByteBuffer.wrap(stored).getLong(REVISION_AT);
  }

  /** When it was made, milliseconds since 1970-01-01 UTC. */
  public static long madeAtMs(byte[] stored) {
    return ByteBuffer.wrap(stored).getLong(MADE_AT);
  }

  /** What tells this page from the member's others: id of its event, heart of its ETag. */
  public static String id(byte[] stored) {
    return revision(stored) + "-" + madeAtMs(stored);
  }

  /** The answer of a lookup, JSON in UTF-8. */
  public static byte[] answer(byte[] stored, boolean stale) {
    byte[] start = stale ? STALE : FRESH;
    int jsonAt = jsonAt(stored);
    byte[] answer = new byte[start.length + stored.length - jsonAt];
    System.arraycopy(start, 0, answer, 0, start.length);
    System.arraycopy(stored, jsonAt, answer, start.length, stored.length - jsonAt);
    return answer;
  }

  /**
   * {@link #answer} without a copy: written over the head of the stored page, so that the array
   * holds none any more.
   *
   * @param stored the caller's own
   */
  public static ByteBuffer answerInPlace(byte[] stored, boolean stale) {
    byte[] start = stale ? STALE : FRESH;
    int answerAt = jsonAt(stored) - start.length; // the head is longer than either start
    System.arraycopy(start, 0, stored, answerAt, start.length);
    return ByteBuffer.wrap(stored, answerAt, stored.length - answerAt);
  }

  private static int jsonAt(byte[] stored) {
    return stored[0] == TRACED ? TRACE_AT + TRACE_BYTES : TRACE_AT;
  }

  /**
   * Whether a page of that revision may take the place of this one: an older one never, one of the
   * same revision does, as a new model makes it anew.
   */
  static boolean yieldsTo(byte[] stored, long revision) {
    return revision(stored) <= revision;
  }
}
