package io.playhead.deploy.compare;

import io.playhead.deploy.evaluate.Slices;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** The dimensions that figures are sliced by, of the moment of the play. Stateless. */
final class Dimensions {
  private Dimensions() {}

  /** Over all plays of a recording, so that both models have the same slices. */
  static List<Dimension> of(RecordedPlays recorded) {
    Plays plays = recorded.plays();
    TitleColumns titles = recorded.titles();
    int count = plays.count();
    return List.of(
        Dimension.open("deviceType", count, plays::deviceType),
        Dimension.closed("daypart", count, play -> Slices.daypart(plays.localHour(play))),
        Dimension.closed("weekday", count, play -> weekday(plays.localWeekday(play))),
        Dimension.open("country", count, plays::country),
        Dimension.open("titleKind", count, play -> kind(titles.kind(plays.title(play)))),
        Dimension.closed(
            "titleAge",
            count,
            play -> Slices.age(titles.releaseEpochDay(plays.title(play)), plays.timeMs(play))),
        Dimension.closed(
            "historyLength", count, play -> Slices.length(recorded.historyLength(play))));
  }

  private static String weekday(int weekday) {
    return weekday == 0
        ? Plays.UNKNOWN
        : weekday + " " + DayOfWeek.of(weekday).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String kind(String kind) {
    return kind.isBlank() ? Plays.UNKNOWN : kind;
  }
}
