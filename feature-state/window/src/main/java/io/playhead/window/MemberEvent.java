package io.playhead.window;

/**
 * One thing that happened to one member: the form in which an event travels from decoding to the
 * tokenizer. Already validated; see {@link MemberEvents}.
 *
 * @param action what happened
 * @param memberId the member
 * @param eventTimeMs when, milliseconds since 1970-01-01 UTC
 * @param sequence orders events of one millisecond; 0 where the producer sent none
 * @param titleId the title; null for {@link Action#DEVICE} and {@link Action#ERASE}
 * @param positionSeconds position after the action; NaN: unknown
 * @param runtimeSeconds length of the title; 0: unknown
 * @param deviceType kind of device; null: unknown
 * @param country ISO 3166-1 alpha-2; null: unknown
 * @param locale BCP 47; null: unknown
 * @param timeZone IANA time zone; null: unknown
 * @param ageRatingMax highest age rating that may be shown from now on, {@link #NO_AGE_LIMIT}: any;
 *     null: as before
 * @param row row of the home page it was started from; null: unknown
 * @param rank place in that row, from 0; -1: unknown
 */
public record MemberEvent(
    Action action,
    String memberId,
    long eventTimeMs,
    long sequence,
    String titleId,
    double positionSeconds,
    int runtimeSeconds,
    String deviceType,
    String country,
    String locale,
    String timeZone,
    String ageRatingMax,
    String row,
    int rank) {

  /** Ends a limit of age ratings. */
  public static final String NO_AGE_LIMIT = "*";

  /** An event that says nothing of age ratings. */
  public MemberEvent(
      Action action,
      String memberId,
      long eventTimeMs,
      long sequence,
      String titleId,
      double positionSeconds,
      int runtimeSeconds,
      String deviceType,
      String country,
      String locale,
      String timeZone,
      String row,
      int rank) {
    this(
        action,
        memberId,
        eventTimeMs,
        sequence,
        titleId,
        positionSeconds,
        runtimeSeconds,
        deviceType,
        country,
        locale,
        timeZone,
        null,
        row,
        rank);
  }
}
