package io.playhead.deploy.replay;

import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.Item;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Row;
import io.playhead.schemas.Timings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;

/**
 * All lists of a run by the place of the event that each reflects, as hashes: of every byte but
 * what the clock says, and of the rows' names, titles and reasons in their order alone. 64 of
 * SHA-256's bits: two different lists among a million pairs look alike once in 10^13 runs. 24 B an
 * event.
 */
final class PageHashes {
  /** There is no list of that event. */
  private static final long NONE = 0;

  private static final Timings NO_TIMINGS = new Timings(0L, 0L, 0L);

  private final long[] bytes;
  private final long[] orders;
  private final long[] revisions;
  private long lists;
  private long twice;

  private PageHashes(int events) {
    bytes = new long[events];
    orders = new long[events];
    revisions = new long[events];
  }

  /** Reads all of {@code pages}, which are changed. */
  static PageHashes of(Iterator<Recommendation> pages, int events) {
    PageHashes hashes = new PageHashes(events);
    MessageDigest sha256 = sha256();
    while (pages.hasNext()) {
      hashes.add(pages.next(), sha256);
    }
    return hashes;
  }

  private void add(Recommendation page, MessageDigest sha256) {
    int place = Math.toIntExact(page.getReflects().getOffset());
    if (bytes[place] != NONE) {
      twice++;
    }
    lists++;
    revisions[place] = page.getRevision();
    bytes[place] = ofBytes(page, sha256);
    orders[place] = ofOrder(page, sha256);
  }

  private static long ofBytes(Recommendation page, MessageDigest sha256) {
    page.setMadeAtMs(0);
    page.setTimings(NO_TIMINGS);
    return first(sha256.digest(AvroBytes.encode(page)));
  }

  private static long ofOrder(Recommendation page, MessageDigest sha256) {
    StringBuilder order = new StringBuilder(2_000);
    for (Row row : page.getRows()) {
      order.append(row.getRow()).append('\n');
      for (Item item : row.getItems()) {
        order.append(item.getTitleId()).append('\t').append(item.getReason()).append('\n');
      }
    }
    return first(sha256.digest(order.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static long first(byte[] digest) {
    long hash = ByteBuffer.wrap(digest).getLong();
    return hash == NONE ? 1 : hash;
  }

  /** How alike the two lists of one event are. */
  Likeness likeness(PageHashes reference, int place) {
    if (bytes[place] == NONE || reference.bytes[place] == NONE) {
      return Likeness.MISSING;
    }
    if (revisions[place] != reference.revisions[place]) {
      return Likeness.OTHER_REVISION;
    }
    if (bytes[place] == reference.bytes[place]) {
      return Likeness.IDENTICAL;
    }
    return orders[place] == reference.orders[place] ? Likeness.SAME_ORDER : Likeness.DIFFERENT;
  }

  /** How alike two lists of one event are. */
  enum Likeness {
    /** The same bytes. */
    IDENTICAL,
    /** The same rows, titles and reasons in the same order. */
    SAME_ORDER,
    /** Not even that. */
    DIFFERENT,
    /** They reflect other numbers of the member's events. */
    OTHER_REVISION,
    /** One of them is not there. */
    MISSING
  }

  /** Whether there is a list of the event in that place. */
  boolean has(int place) {
    return bytes[place] != NONE;
  }

  /** How many lists there are. */
  long lists() {
    return lists;
  }

  /** This run beside one that is to be the same. */
  Comparison comparedTo(PageHashes reference) {
    long[] counts = new long[Likeness.values().length];
    for (int place = 0; place < bytes.length; place++) {
      if (bytes[place] != NONE || reference.bytes[place] != NONE) {
        counts[likeness(reference, place).ordinal()]++;
      }
    }
    long identical = counts[Likeness.IDENTICAL.ordinal()];
    long sameOrder = identical + counts[Likeness.SAME_ORDER.ordinal()];
    long compared = sameOrder + counts[Likeness.DIFFERENT.ordinal()];
    long onlyOne = counts[Likeness.MISSING.ordinal()] + twice + reference.twice;
    long otherRevision = counts[Likeness.OTHER_REVISION.ordinal()];
    return new Comparison(compared, identical, sameOrder, onlyOne, otherRevision);
  }

  /**
   * How alike two runs are.
   *
   * @param compared events that both have a list of
   * @param identical lists of the same bytes
   * @param sameOrder lists of the same rows, titles and reasons in the same order
   * @param onlyOne events that one has a list of and the other not, or that one has two of
   * @param otherRevision events that both have a list of, but after other numbers of events: what
   *     came on two topics at once was read in another order, and the lists are not comparable
   */
  record Comparison(
      long compared, long identical, long sameOrder, long onlyOne, long otherRevision) {}

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
