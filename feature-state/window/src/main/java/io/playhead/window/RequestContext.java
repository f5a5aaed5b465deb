package io.playhead.window;

/**
 * What a page is made for: a pure function of the member's events, so that replay asks the same
 * question.
 *
 * @param eventTimeMs time of the member's newest event, milliseconds since 1970-01-01 UTC
 * @param deviceType kind of device; null: unknown
 * @param country country; null: unknown
 * @param locale locale; null: unknown
 * @param localHour 0 to 23; -1: time zone unknown
 * @param localWeekday 1 Monday to 7 Sunday; 0: time zone unknown
 * @param ageRatingMax highest age rating that may be shown; null: no limit
 */
public record RequestContext(
    long eventTimeMs,
    String deviceType,
    String country,
    String locale,
    int localHour,
    int localWeekday,
    String ageRatingMax) {

  /** A context without a limit of age ratings. */
  public RequestContext(
      long eventTimeMs,
      String deviceType,
      String country,
      String locale,
      int localHour,
      int localWeekday) {
    this(eventTimeMs, deviceType, country, locale, localHour, localWeekday, null);
  }

  /** The context that {@code token} was begun in: the question that it was the answer to. */
  public static RequestContext of(Token token) {
    return new RequestContext(
        token.startedMs(),
        token.deviceType(),
        token.country(),
        token.locale(),
        token.localHour(),
        token.localWeekday());
  }
}
