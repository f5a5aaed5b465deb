package io.playhead.deploy;

import io.playhead.schemas.RejectReason;

/** What can be odd about a row of a viewing-activity export, and what an import must make of it. */
enum ViewingOddity {
  NONE,
  LONG_VIEW,
  INTERACTION("attributes", "Autoplayed: user action: User_Interaction; "),
  BRANCHED("attributes", "Has branched playback; "),
  NOT_LATEST("bookmark", "Not latest view"),
  NO_BOOKMARK("bookmark", ""),

  TRAILER("supplementalvideotype", "TRAILER", "supplemental-video"),
  TEASER("supplementalvideotype", "TEASER_TRAILER", "supplemental-video"),
  HOOK("supplementalvideotype", "HOOK", "supplemental-video"),
  PROMOTION("supplementalvideotype", "PROMOTIONAL", "supplemental-video"),
  RECAP("supplementalvideotype", "RECAP", "supplemental-video"),
  NEW_TYPE("supplementalvideotype", "never heard of", "supplemental-video"),
  AUTOPLAY("attributes", "Autoplayed: user action: None; ", "autoplay"),
  ZERO("duration", "00:00:00", "zero-duration"),

  FEW_COLUMNS(RejectReason.MALFORMED_ROW),
  MANY_COLUMNS(RejectReason.MALFORMED_ROW),
  STRAY_QUOTE(RejectReason.MALFORMED_ROW),
  EMPTY_LINE(RejectReason.EMPTY),
  NOT_UTF8(RejectReason.NOT_UTF8),
  NO_PROFILE("profilename", " ", RejectReason.MISSING_MEMBER),
  NO_TITLE("title", "", RejectReason.MISSING_TITLE),
  NO_TIME("starttime", "", RejectReason.UNREADABLE_TIME),
  BAD_TIME("starttime", "2024-01-01T00:00", RejectReason.UNREADABLE_TIME),
  NO_SUCH_DAY("starttime", "2023-02-30 00:00:00", RejectReason.UNREADABLE_TIME),
  FUTURE("starttime", "2999-01-01 00:00:00", RejectReason.TIME_OUT_OF_RANGE),
  BEFORE_1970("starttime", "1969-01-01 00:00:00", RejectReason.TIME_OUT_OF_RANGE),
  NO_DURATION("duration", "", RejectReason.NUMBER_OUT_OF_RANGE),
  BAD_DURATION("duration", "an hour", RejectReason.NUMBER_OUT_OF_RANGE),
  NEGATIVE_DURATION("duration", "-00:10:00", RejectReason.NUMBER_OUT_OF_RANGE),
  ENDLESS("duration", "168:00:01", RejectReason.NUMBER_OUT_OF_RANGE),
  NEGATIVE_BOOKMARK("bookmark", "-00:00:05", RejectReason.NEGATIVE_POSITION),
  BAD_BOOKMARK("bookmark", "00:99:00", RejectReason.NUMBER_OUT_OF_RANGE);

  private final String column;
  private final String value;
  private final String leftOut;
  private final RejectReason rejected;

  ViewingOddity() {
    this(null, null, null, null);
  }

  ViewingOddity(RejectReason rejected) {
    this(null, null, null, rejected);
  }

  ViewingOddity(String column, String value) {
    this(column, value, null, null);
  }

  ViewingOddity(String column, String value, String leftOut) {
    this(column, value, leftOut, null);
  }

  ViewingOddity(String column, String value, RejectReason rejected) {
    this(column, value, null, rejected);
  }

  ViewingOddity(String column, String value, String leftOut, RejectReason rejected) {
    this.column = column;
    this.value = value;
    this.leftOut = leftOut;
    this.rejected = rejected;
  }

  /** The column with another value, in lower case without spaces; null: it is none. */
  String column() {
    return column;
  }

  /** What stands in it. */
  String value() {
    return value;
  }

  /** Label of the reason for leaving the row out; null: it is not. */
  String leftOut() {
    return leftOut;
  }

  /** Why the row cannot be read; null: it can. */
  RejectReason rejected() {
    return rejected;
  }
}
