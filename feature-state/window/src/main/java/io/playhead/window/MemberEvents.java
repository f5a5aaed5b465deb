package io.playhead.window;

import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.RejectReason;

/**
 * Makes {@link MemberEvent}s out of the topics' records and refuses what is out of bounds: ids over
 * {@value #ID_LENGTH_MAX} characters, other texts over {@value #TEXT_LENGTH_MAX}, times before 1970
 * or more than a day ahead of the caller's clock, positions and numbers below zero, missing ids and
 * unknown actions. Blank optional texts and a runtime of 0 mean unknown. Stateless, any thread.
 */
public final class MemberEvents {
  /** Longest member or title id, characters. */
  public static final int ID_LENGTH_MAX = 512;

  /** Longest of the other texts, characters. */
  public static final int TEXT_LENGTH_MAX = 256;

  private static final long AHEAD_MAX_MS = 24 * 60 * 60_000L;

  // 9999-12-31T23:59:59.999Z; keeps sums of times far from the end of a long, whatever the clock
  // says
  private static final long TIME_MAX_MS = 253_402_300_799_999L;

  private MemberEvents() {}

  /** A playback event as a member event; {@code nowMs} is the caller's clock. */
  public static MemberEvent from(PlaybackEvent e, long nowMs) throws RejectedEventException {
    return new MemberEvent(
        action(e.getAction()),
        memberId(e.getMemberId()),
        time(e.getEventTimeMs(), nowMs),
        e.getSequence() == null ? 0 : e.getSequence(),
        titleId(e.getTitleId()),
        position(e.getPositionSeconds()),
        e.getRuntimeSeconds() == null ? 0 : number(e.getRuntimeSeconds(), 0, "runtimeSeconds"),
        text(e.getDeviceType(), "deviceType"),
        text(e.getCountry(), "country"),
        text(e.getLocale(), "locale"),
        text(e.getTimeZone(), "timeZone"),
        text(e.getAgeRatingMax(), "ageRatingMax"),
        text(e.getRow(), "row"),
        e.getRank() == null ? -1 : number(e.getRank(), -1, "rank"));
  }

  /** A device event as a member event; {@code nowMs} is the caller's clock. */
  public static MemberEvent from(DeviceEvent e, long nowMs) throws RejectedEventException {
    if (e.getState() == null || e.getState() == DeviceState.UNKNOWN) {
      throw unknown("device state", e.getState());
    }
    return new MemberEvent(
        Action.DEVICE,
        memberId(e.getMemberId()),
        time(e.getEventTimeMs(), nowMs),
        e.getSequence() == null ? 0 : e.getSequence(),
        null,
        Double.NaN,
        0,
        text(e.getDeviceType(), "deviceType"),
        text(e.getCountry(), "country"),
        text(e.getLocale(), "locale"),
        text(e.getTimeZone(), "timeZone"),
        text(e.getAgeRatingMax(), "ageRatingMax"),
        null,
        -1);
  }

  /** A feedback event as a member event; {@code nowMs} is the caller's clock. */
  public static MemberEvent from(FeedbackEvent e, long nowMs) throws RejectedEventException {
    return new MemberEvent(
        action(e.getFeedback()),
        memberId(e.getMemberId()),
        time(e.getEventTimeMs(), nowMs),
        e.getSequence() == null ? 0 : e.getSequence(),
        titleId(e.getTitleId()),
        Double.NaN,
        0,
        text(e.getDeviceType(), "deviceType"),
        text(e.getCountry(), "country"),
        text(e.getLocale(), "locale"),
        text(e.getTimeZone(), "timeZone"),
        text(e.getRow(), "row"),
        e.getRank() == null ? -1 : number(e.getRank(), -1, "rank"));
  }

  /** An erasure as a member event; {@code nowMs} is the caller's clock. */
  public static MemberEvent from(Erasure e, long nowMs) throws RejectedEventException {
    return new MemberEvent(
        Action.ERASE,
        memberId(e.getMemberId()),
        time(e.getRequestedAtMs(), nowMs),
        0,
        null,
        Double.NaN,
        0,
        null,
        null,
        null,
        null,
        null,
        -1);
  }

  private static Action action(PlaybackAction action) throws RejectedEventException {
    if (action == null || action == PlaybackAction.UNKNOWN) {
      throw unknown("playback action", action);
    }
    return switch (action) {
      case PLAY -> Action.PLAY;
      case PAUSE -> Action.PAUSE;
      case RESUME -> Action.RESUME;
      case SEEK -> Action.SEEK;
      case STOP -> Action.STOP;
      case COMPLETE -> Action.COMPLETE;
      case UNKNOWN -> throw unknown("playback action", action);
    };
  }

  private static Action action(Feedback feedback) throws RejectedEventException {
    if (feedback == null) {
      throw unknown("feedback", null);
    }
    return switch (feedback) {
      case THUMBS_UP -> Action.THUMBS_UP;
      case THUMBS_DOWN -> Action.THUMBS_DOWN;
      case MY_LIST_ADD -> Action.MY_LIST_ADD;
      case MY_LIST_REMOVE -> Action.MY_LIST_REMOVE;
      case NOT_INTERESTED -> Action.NOT_INTERESTED;
      case IMPRESSION -> Action.IMPRESSION;
      case UNKNOWN -> throw unknown("feedback", feedback);
    };
  }

  private static String memberId(String id) throws RejectedEventException {
    return id(id, "memberId", RejectReason.MISSING_MEMBER);
  }

  private static String titleId(String id) throws RejectedEventException {
    return id(id, "titleId", RejectReason.MISSING_TITLE);
  }

  private static String id(String id, String field, RejectReason missing)
      throws RejectedEventException {
    if (id == null || id.isBlank()) {
      throw new RejectedEventException(missing, field + " is missing or blank.");
    }
    return bounded(id, field, ID_LENGTH_MAX);
  }

  private static String text(String text, String field) throws RejectedEventException {
    return text == null || text.isBlank() ? null : bounded(text, field, TEXT_LENGTH_MAX);
  }

  private static String bounded(String text, String field, int lengthMax)
      throws RejectedEventException {
    if (text.length() > lengthMax) {
      throw new RejectedEventException(
          RejectReason.FIELD_TOO_LONG,
          field + " has " + text.length() + " characters; at most " + lengthMax + " are taken.");
    }
    return text;
  }

  private static long time(long timeMs, long nowMs) throws RejectedEventException {
    boolean isAhead = timeMs > nowMs && timeMs - nowMs > AHEAD_MAX_MS;
    if (timeMs < 0 || timeMs > TIME_MAX_MS || isAhead) {
      throw new RejectedEventException(
          RejectReason.TIME_OUT_OF_RANGE,
          "Time " + timeMs + " ms is before 1970 or more than a day after now, " + nowMs + " ms.");
    }
    return timeMs;
  }

  private static double position(Double seconds) throws RejectedEventException {
    if (seconds == null) {
      return Double.NaN;
    }
    if (!(seconds >= 0) || Double.isInfinite(seconds)) {
      throw new RejectedEventException(
          RejectReason.NEGATIVE_POSITION,
          "positionSeconds=" + seconds + " must be a number of at least 0.");
    }
    return seconds + 0.0; // turns -0.0 into 0.0, which sorts and compares as people expect
  }

  private static int number(int value, int min, String field) throws RejectedEventException {
    if (value < min) {
      throw new RejectedEventException(
          RejectReason.NUMBER_OUT_OF_RANGE, field + "=" + value + " must be at least " + min + ".");
    }
    return value;
  }

  private static RejectedEventException unknown(String what, Object value) {
    return new RejectedEventException(
        RejectReason.UNKNOWN_ACTION, "This version does not know the " + what + " " + value + ".");
  }
}
