package io.playhead.deploy.compare;

import io.playhead.schemas.Item;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Row;
import java.util.List;

/**
 * A page as numbers. The order of a page is that of reading: rows from top to bottom, a row from
 * left to right, so a title's <em>rank</em> is the number of titles in the rows above and to its
 * left, and its <em>place</em> the number to its left in its row; both from 0. Immutable.
 *
 * @param event index of the event that it reflects
 * @param revision of the member's pages
 * @param titles all titles in order
 * @param rows the rows' names by number
 * @param rowEnds rank behind each row's last title
 */
record CompactPage(int event, long revision, int[] titles, int[] rows, int[] rowEnds) {
  /** Places that {@link #overlap} looks at. */
  static final int OVERLAP_PLACES = 20;

  static CompactPage of(
      Recommendation page, int event, TitleColumns titleColumns, Ordinals rowNames) {
    List<Row> pageRows = page.getRows();
    int[] rows = new int[pageRows.size()];
    int[] rowEnds = new int[rows.length];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = rowNames.of(pageRows.get(i).getRow());
      count += pageRows.get(i).getItems().size();
      rowEnds[i] = count;
    }
    int[] titles = new int[count];
    int rank = 0;
    for (Row row : pageRows) {
      for (Item item : row.getItems()) {
        titles[rank++] = titleColumns.ordinal(item.getTitleId());
      }
    }
    return new CompactPage(event, page.getRevision(), titles, rows, rowEnds);
  }

  /** Rank of that title; {@link FoundPlays#ABSENT}: it is not on the page. */
  int rank(int title) {
    for (int rank = 0; rank < titles.length; rank++) {
      if (titles[rank] == title) {
        return rank;
      }
    }
    return FoundPlays.ABSENT;
  }

  /** Which of the page's rows that rank lies in, from the top. */
  int rowIndex(int rank) {
    int index = 0;
    while (rank >= rowEnds[index]) {
      index++;
    }
    return index;
  }

  /** Place of that rank in its row. */
  int place(int rank) {
    int index = rowIndex(rank);
    return index == 0 ? rank : rank - rowEnds[index - 1];
  }

  /**
   * Share of the first {@value #OVERLAP_PLACES} titles that two pages have in common, of the longer
   * one's; NaN where both are empty.
   */
  double overlap(CompactPage other) {
    int own = Math.min(OVERLAP_PLACES, titles.length);
    int others = Math.min(OVERLAP_PLACES, other.titles.length);
    int common = 0;
    for (int i = 0; i < own; i++) {
      for (int j = 0; j < others; j++) {
        common += titles[i] == other.titles[j] ? 1 : 0;
      }
    }
    return common / (double) Math.max(own, others);
  }
}
