package io.playhead.deploy.importing;

import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.RejectReason;
import java.util.List;

/**
 * Rows of {@code u.data}, {@code ratings.dat} or {@code ratings.csv}, which have the same four
 * columns in the same order: member, film, rating, seconds since 1970. One thread.
 */
final class MovieLensRatings {
  static final List<String> COLUMNS = List.of("userId", "movieId", "rating", "timestamp");

  private final long nowMs;

  /** Ratings may not be more than a day ahead of {@code nowMs}. */
  MovieLensRatings(long nowMs) {
    this.nowMs = nowMs;
  }

  /** The rating of a row. */
  Rating rating(List<String> row) throws RejectedRow {
    if (row.size() != COLUMNS.size()) {
      throw new RejectedRow(
          RejectReason.MALFORMED_ROW, row.size() + " values where there must be 4");
    }
    int memberId = id(row, 0, RejectReason.MISSING_MEMBER);
    int titleId = id(row, 1, RejectReason.MISSING_TITLE);
    Double rating = Values.number(row, 2, COLUMNS.get(2));
    if (rating == null) {
      throw new RejectedRow(RejectReason.NUMBER_OUT_OF_RANGE, "rating is missing");
    }
    Rating read = new Rating(memberId, titleId, rating.floatValue(), seconds(row));
    WindowBounds.check(event(read, Math.multiplyExact(read.seconds(), 1000L), 0), nowMs);
    return read;
  }

  /** The event of a rating, at {@code timeMs} milliseconds since 1970-01-01 UTC. */
  static PlaybackEvent event(Rating rating, long timeMs, long sequence) {
    return PlaybackEvent.newBuilder()
        .setMemberId(Integer.toString(rating.memberId()))
        .setTitleId(Integer.toString(rating.titleId()))
        .setEventTimeMs(timeMs)
        .setSequence(sequence)
        .setAction(PlaybackAction.PLAY)
        .setRating(rating.rating())
        .build();
  }

  private static int id(List<String> row, int index, RejectReason missing) throws RejectedRow {
    if (Values.text(row, index) == null) {
      throw new RejectedRow(missing, COLUMNS.get(index) + " is missing");
    }
    return Values.wholeNumber(row, index, COLUMNS.get(index));
  }

  private static long seconds(List<String> row) throws RejectedRow {
    String text = Values.text(row, 3);
    // Eleven digits end in the year 5138; the window's clock refuses far less.
    if (text == null || !text.matches("-?\\d{1,11}")) {
      throw new RejectedRow(
          RejectReason.UNREADABLE_TIME,
          "timestamp must be seconds since 1970, such as 978300760, not "
              + (text == null ? "nothing" : Values.shortened(text)));
    }
    return Long.parseLong(text);
  }
}
