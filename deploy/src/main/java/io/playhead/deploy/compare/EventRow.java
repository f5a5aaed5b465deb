package io.playhead.deploy.compare;

/**
 * A play, as a line of a table.
 *
 * @param eventIndex index of its event in the recording
 * @param memberId the member
 * @param eventTimeMs when, milliseconds since 1970-01-01 UTC
 * @param titleId the title played
 * @param titleKind its kind; empty: unknown
 * @param deviceType played on, in lower case; unknown where no event has said it
 * @param country where, in lower case; unknown where no event has said it
 * @param localHour hour there, 0 to 23; -1: unknown
 * @param localWeekday weekday there, 1 Monday to 7 Sunday; 0: unknown
 * @param historyLength accepted events of the member before it
 * @param a where the first model's page had the title; null: the member had no page yet
 * @param b the same of the second model; null also where there is none
 */
public record EventRow(
    long eventIndex,
    String memberId,
    long eventTimeMs,
    String titleId,
    String titleKind,
    String deviceType,
    String country,
    int localHour,
    int localWeekday,
    int historyLength,
    PlayFound a,
    PlayFound b) {

  static EventRow of(RecordedPlays recorded, int play, PlayFound a, PlayFound b) {
    Plays plays = recorded.plays();
    int title = plays.title(play);
    return new EventRow(
        plays.event(play),
        recorded.members().name(plays.member(play)),
        plays.timeMs(play),
        recorded.titles().id(title),
        recorded.titles().kind(title),
        plays.deviceType(play),
        plays.country(play),
        plays.localHour(play),
        plays.localWeekday(play),
        recorded.historyLength(play),
        a,
        b);
  }
}
