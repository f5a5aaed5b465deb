package io.playhead.window;

/**
 * What a member did with one title in one sitting. The fields up to {@code gapSeconds} are
 * request-time (known when the page was asked for), the others post-action.
 *
 * @param startedMs first event, milliseconds since 1970-01-01 UTC
 * @param deviceType kind of device it was started on; null: unknown
 * @param country country then; null: unknown
 * @param locale locale then; null: unknown
 * @param localHour local hour of the start, 0 to 23; -1: time zone unknown
 * @param localWeekday local weekday of the start, 1 Monday to 7 Sunday; 0: time zone unknown
 * @param gapSeconds from the end of the token before to this start, at least 0; -1: the first token
 * @param titleId the title
 * @param endedMs last event, milliseconds since 1970-01-01 UTC
 * @param watchedSeconds time watched, pauses left out; -1: unknown
 * @param completion furthest position over runtime, 0 to 1; -1: unknown
 * @param pauseCount number of pauses
 * @param seekCount number of seeks
 * @param actions union of {@link Action#bit()} of what occurred
 * @param row row of the home page it was started from; null: unknown
 * @param rank place in that row, from 0; -1: unknown
 */
public record Token(
    long startedMs,
    String deviceType,
    String country,
    String locale,
    int localHour,
    int localWeekday,
    long gapSeconds,
    String titleId,
    long endedMs,
    int watchedSeconds,
    float completion,
    int pauseCount,
    int seekCount,
    int actions,
    String row,
    int rank) {

  /** Whether {@code action} occurred. */
  public boolean has(Action action) {
    return (actions & action.bit()) != 0;
  }
}
