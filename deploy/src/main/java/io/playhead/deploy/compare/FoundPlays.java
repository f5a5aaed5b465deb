package io.playhead.deploy.compare;

import java.util.Arrays;

/**
 * Where one model's pages had the title of each play, by play; 60 B a play. Filled by {@link
 * PageWalk}. One thread.
 */
final class FoundPlays {
  /** Rank of a title that was not on the page. */
  static final int ABSENT = -1;

  /** Rank where the member had no page yet. */
  static final int NO_PAGE = -2;

  /** Titles kept of each page's top. */
  static final int TOP = 3;

  private final int[][] ranks; // by age of the lists; 0: the page in force
  private final int[][] pageEvents;
  private final int[] rows;
  private final int[] places;
  private final int[] tops;

  /** Nothing found yet, for lists of {@code ageCount} ages. */
  FoundPlays(int playCount, int ageCount) {
    ranks = filled(ageCount, playCount);
    pageEvents = filled(ageCount, playCount);
    rows = filled(1, playCount)[0];
    places = filled(1, playCount)[0];
    tops = filled(1, TOP * playCount)[0];
  }

  private static int[][] filled(int rows, int columns) {
    int[][] numbers = new int[rows][columns];
    for (int[] row : numbers) {
      Arrays.fill(row, NO_PAGE);
    }
    return numbers;
  }

  /** Notes where {@code title} stood on the page of that age. */
  void set(int age, int play, int title, CompactPage page) {
    int rank = page.rank(title);
    ranks[age][play] = rank;
    pageEvents[age][play] = page.event();
    if (age > 0) {
      return;
    }
    rows[play] = rank < 0 ? ABSENT : page.rows()[page.rowIndex(rank)];
    places[play] = rank < 0 ? ABSENT : page.place(rank);
    for (int i = 0; i < TOP; i++) {
      tops[play * TOP + i] = i < page.titles().length ? page.titles()[i] : ABSENT;
    }
  }

  boolean hasPage(int play) {
    return hasPage(0, play);
  }

  boolean hasPage(int age, int play) {
    return ranks[age][play] != NO_PAGE;
  }

  /** Rank in the order of reading, from 0; {@link #ABSENT} or {@link #NO_PAGE}. */
  int rank(int play) {
    return ranks[0][play];
  }

  /** The same on the page of that age. */
  int rank(int age, int play) {
    return ranks[age][play];
  }

  /** Number of the row; {@link #ABSENT} or {@link #NO_PAGE}. */
  int row(int play) {
    return rows[play];
  }

  /** Place in that row, from 0; {@link #ABSENT} or {@link #NO_PAGE}. */
  int place(int play) {
    return places[play];
  }

  /** Index of the event that the page of that age reflects; {@link #NO_PAGE}. */
  int pageEvent(int age, int play) {
    return pageEvents[age][play];
  }

  /** The title at rank {@code i} below {@link #TOP}; negative: none. */
  int top(int play, int i) {
    return tops[play * TOP + i];
  }
}
