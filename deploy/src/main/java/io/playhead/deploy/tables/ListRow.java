package io.playhead.deploy.tables;

import io.playhead.schemas.Item;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * One title of one row of one page: a row of {@code lists}.
 *
 * @param memberId the member
 * @param revision the page's revision
 * @param eventIndex the event that the page answers
 * @param eventTimeMs that event's time, milliseconds since 1970-01-01 UTC
 * @param madeAtMs when the page was made, milliseconds since 1970-01-01 UTC
 * @param modelId model that made it
 * @param row name of the row
 * @param place place in the row, from 0
 * @param titleId the title
 * @param score the model's score
 * @param reason why it is there
 */
public record ListRow(
    String memberId,
    long revision,
    long eventIndex,
    long eventTimeMs,
    long madeAtMs,
    String modelId,
    String row,
    int place,
    String titleId,
    float score,
    String reason) {
  /** The columns. */
  public static final Table<ListRow> TABLE =
      new Table<>(
          "lists",
          "One title of one row of one page.",
          List.of(
              Column.text("memberId", "the member", ListRow::memberId),
              Column.int64(
                  "revision", "the page's revision: the events it reflects", ListRow::revision),
              Column.int64(
                  "eventIndex",
                  "the event that the page answers, counted from 0 over the whole stream",
                  ListRow::eventIndex),
              Column.time("eventTime", "when that event happened", ListRow::eventTimeMs),
              Column.time("madeAt", "when the page was made", ListRow::madeAtMs),
              Column.text("modelId", "the model that made it", ListRow::modelId),
              Column.text("row", "name of the row, such as top-picks", ListRow::row),
              Column.int32("place", "place in the row, from 0", ListRow::place),
              Column.text("titleId", "the title", ListRow::titleId),
              Column.float32("score", "the model's score", ListRow::score),
              Column.text(
                  "reason",
                  "why it is there: taste, because:TITLE_ID, new or resume",
                  ListRow::reason)));

  /** A page's titles, row by row; {@code eventIndex} is that of the event it answers. */
  public static List<ListRow> of(Recommendation page, long eventIndex) {
    List<ListRow> titles = new ArrayList<>();
    for (Row row : page.getRows()) {
      int place = 0;
      for (Item item : row.getItems()) {
        titles.add(
            new ListRow(
                page.getMemberId(),
                page.getRevision(),
                eventIndex,
                page.getContext().getEventTimeMs(),
                page.getMadeAtMs(),
                page.getModelId(),
                row.getRow(),
                place++,
                item.getTitleId(),
                item.getScore(),
                item.getReason()));
      }
    }
    return titles;
  }
}
