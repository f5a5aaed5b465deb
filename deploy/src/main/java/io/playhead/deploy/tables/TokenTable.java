package io.playhead.deploy.tables;

import io.playhead.schemas.InteractionToken;
import java.util.List;

/**
 * Closed tokens as rows of {@code tokens}: the fields of {@link InteractionToken}, with null where
 * a token says -1, so that means and sums are right without a filter.
 */
public final class TokenTable {
  /** The columns. */
  public static final Table<InteractionToken> TABLE =
      new Table<>(
          "tokens",
          "What a member did with one title in one sitting, closed.",
          List.of(
              Column.text("memberId", "the member", InteractionToken::getMemberId),
              Column.int64(
                  "tokenIndex",
                  "place in the member's whole history, from 0",
                  InteractionToken::getTokenIndex),
              Column.text("titleId", "the title", InteractionToken::getTitleId),
              Column.time("startedAt", "first event", InteractionToken::getStartedMs),
              Column.time("endedAt", "last event", InteractionToken::getEndedMs),
              Column.<InteractionToken>int64(
                      "gapSeconds",
                      "from the end of the token before to the start of this one; null: the first",
                      token -> token.getGapSeconds() < 0 ? null : token.getGapSeconds())
                  .orNull(),
              Column.<InteractionToken>int32(
                      "watchedSeconds",
                      "time watched, pauses left out; null: unknown",
                      token -> token.getWatchedSeconds() < 0 ? null : token.getWatchedSeconds())
                  .orNull(),
              Column.<InteractionToken>float32(
                      "completion",
                      "furthest position over runtime, 0 to 1; null: unknown",
                      token -> token.getCompletion() < 0 ? null : token.getCompletion())
                  .orNull(),
              Column.int32("pauseCount", "number of pauses", InteractionToken::getPauseCount),
              Column.int32("seekCount", "number of seeks", InteractionToken::getSeekCount),
              Column.texts("actions", "which actions occurred", InteractionToken::getActions),
              Column.text(
                      "deviceType",
                      "kind of device it was started on; null: unknown",
                      InteractionToken::getDeviceType)
                  .orNull(),
              Column.text("country", "country then; null: unknown", InteractionToken::getCountry)
                  .orNull(),
              Column.text("locale", "locale then; null: unknown", InteractionToken::getLocale)
                  .orNull(),
              Column.int32(
                      "localHour",
                      "local hour of the start, 0 to 23; null: unknown",
                      InteractionToken::getLocalHour)
                  .orNull(),
              Column.int32(
                      "localWeekday",
                      "local weekday of the start, 1 Monday to 7 Sunday; null: unknown",
                      InteractionToken::getLocalWeekday)
                  .orNull(),
              Column.text(
                      "row", "row it was started from; null: none known", InteractionToken::getRow)
                  .orNull(),
              Column.int32(
                      "rank",
                      "place in that row, from 0; null: none known",
                      InteractionToken::getRank)
                  .orNull()));

  private TokenTable() {}
}
