package io.playhead.view.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A member's page as the store keeps it: what the revision rule needs, then the answer of a lookup,
 * ready to send.
 *
 * <pre>
 *    0         1                  9                  17
 *   +---------+------------------+------------------+------------------------
 *   | version | revision         | made at, ms      | "memberId":...,...}
 *   +---------+------------------+------------------+------------------------
 * </pre>
 *
 * Numbers are big-endian. The JSON lacks its first brace, so that whoever answers puts whether it
 * is stale in front without reading it. Stateless.
 */
public final class StoredPage {
  private static final byte VERSION = 1;
  private static final int REVISION_AT = 1;
  private static final int MADE_AT = REVISION_AT + Long.BYTES;
  private static final int JSON_AT = MADE_AT + Long.BYTES;
  private static final byte[] FRESH = "{\"stale\":false,".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STALE = "{\"stale\":true,".getBytes(StandardCharsets.US_ASCII);

  private StoredPage() {}

  /** A stored page; {@code json} is a whole object of at least one field. */
  static byte[] encode(long revision, long madeAtMs, byte[] json) {
    return ByteBuffer.allocate(JSON_AT + json.length - 1)
        .put(VERSION)
        .putLong(revision)
        .putLong(madeAtMs)
        .put(json, 1, json.length - 1)
        .array();
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
    byte[] answer = new byte[start.length + stored.length - JSON_AT];
    System.arraycopy(start, 0, answer, 0, start.length);
    System.arraycopy(stored, JSON_AT, answer, start.length, stored.length - JSON_AT);
    return answer;
  }

  /**
   * Whether a page of that revision may take the place of this one: an older one never, one of the
   * same revision does, as a new model makes it anew.
   */
  static boolean yieldsTo(byte[] stored, long revision) {
    return revision(stored) <= revision;
  }
}
