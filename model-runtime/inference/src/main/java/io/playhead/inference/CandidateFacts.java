package io.playhead.inference;

import io.playhead.schemas.Title;
import java.util.Arrays;

/**
 * What is asked of every candidate of every list, side by side: half a line of the processor's
 * cache for each title of a block.
 *
 * <pre>
 *    0             8             16            24            32
 *   +-------------+-------------+-------------+-------------+---
 *   | TitleKey    | from, ms    | until, ms   | country     | the next row ...
 *   +-------------+-------------+-------------+-------------+---
 * </pre>
 *
 * from, until, country: the title's {@link AvailableIn}. Odd case: a title with several of them has
 * {@link #SEVERAL} for a country, and they are kept beside. Written while a snapshot is built, then
 * only read.
 */
final class CandidateFacts {
  private static final int LONGS = 4;
  private static final int FROM = 1;
  private static final int UNTIL = 2;
  private static final int COUNTRY = 3;

  private static final long SEVERAL = 2; // no country's code either

  private final long[] facts;
  private final AvailableIn[][] where;

  /** For so many rows. */
  CandidateFacts(int rows) {
    this(new long[rows * LONGS], new AvailableIn[rows][]);
  }

  private CandidateFacts(long[] facts, AvailableIn[][] where) {
    this.facts = facts;
    this.where = where;
  }

  CandidateFacts copy() {
    return new CandidateFacts(facts.clone(), where.clone());
  }

  void set(int row, long key, Title title) {
    where[row] = AvailableIn.of(title);
    AvailableIn only = where[row].length == 0 ? AvailableIn.ALWAYS : where[row][0];
    int at = row * LONGS;
    facts[at] = key;
    facts[at + FROM] = only.fromMs();
    facts[at + UNTIL] = only.untilMs();
    facts[at + COUNTRY] = where[row].length > 1 ? SEVERAL : only.country();
  }

  void set(int row, CandidateFacts source, int sourceRow) {
    System.arraycopy(source.facts, sourceRow * LONGS, facts, row * LONGS, LONGS);
    where[row] = source.where[sourceRow];
  }

  long key(int row) {
    return facts[row * LONGS];
  }

  /** Whether nobody says where the title may be shown, and so it may be everywhere and always. */
  boolean isAlwaysAvailable(int row) {
    return where[row].length == 0;
  }

  /**
   * Whether a title may be shown.
   *
   * @param inCountry an {@link AvailableIn#code}
   */
  boolean available(int row, long inCountry, long atMs) {
    int at = row * LONGS;
    long country = facts[at + COUNTRY];
    if (country == SEVERAL) {
      return Arrays.stream(where[row]).anyMatch(entry -> entry.holds(inCountry, atMs));
    }
    return facts[at + FROM] <= atMs
        && atMs < facts[at + UNTIL]
        && (country == AvailableIn.EVERYWHERE || country == inCountry);
  }
}
