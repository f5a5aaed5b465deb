package io.playhead.deploy.tables;

import java.util.List;

/**
 * A play, and where the page that stood before it had the title: a row of {@code plays}.
 *
 * @param eventIndex the event that began the play
 * @param memberId the member
 * @param eventTimeMs its time, milliseconds since 1970-01-01 UTC
 * @param titleId the title that was played
 * @param deviceType kind of device; null: unknown
 * @param country country; null: unknown
 * @param localHour hour there, 0 to 23; null: unknown
 * @param historyLength tokens that the member had had
 * @param modelId model that made the page
 * @param row row that had the title; null: none had
 * @param place place in that row, from 0; null: none had it
 * @param rank place in the list that is judged, from 0; null: it was not in it
 * @param ndcg10 1 / log2(rank + 2) of a rank below 10, else 0
 */
public record PlayRow(
    long eventIndex,
    String memberId,
    long eventTimeMs,
    String titleId,
    String deviceType,
    String country,
    Integer localHour,
    int historyLength,
    String modelId,
    String row,
    Integer place,
    Integer rank,
    double ndcg10) {
  /** The columns. */
  public static final Table<PlayRow> TABLE =
      new Table<>(
          "plays",
          "One play under one model: where the page that stood before it had the title.",
          List.of(
              Column.int64(
                  "eventIndex",
                  "the event that began the play, counted from 0 over the whole stream",
                  PlayRow::eventIndex),
              Column.text("memberId", "the member", PlayRow::memberId),
              Column.time("eventTime", "when it happened", PlayRow::eventTimeMs),
              Column.text("titleId", "the title that was played", PlayRow::titleId),
              Column.text("deviceType", "kind of device; null: unknown", PlayRow::deviceType)
                  .orNull(),
              Column.text("country", "country the member was in; null: unknown", PlayRow::country)
                  .orNull(),
              Column.int32(
                      "localHour", "hour of day there, 0 to 23; null: unknown", PlayRow::localHour)
                  .orNull(),
              Column.int32(
                  "historyLength",
                  "closed tokens that the member had by then",
                  PlayRow::historyLength),
              Column.text("modelId", "the model that made the page", PlayRow::modelId),
              Column.text("row", "row that had the title; null: none had", PlayRow::row).orNull(),
              Column.int32("place", "place in that row, from 0; null: none had it", PlayRow::place)
                  .orNull(),
              Column.int32(
                      "rank",
                      "place in the list that is judged, from 0; null: not in it",
                      PlayRow::rank)
                  .orNull(),
              Column.float64(
                  "ndcg10",
                  "NDCG@10 of this play: 1 / log2(rank + 2) of a rank below 10, else 0",
                  PlayRow::ndcg10)));
}
