package io.playhead.schemas;

import java.util.Locale;

/**
 * Why a record or a row could not be used. The label goes to metrics, to {@code rejected-events}
 * and to the reports of the command line; labels are never reused for another meaning.
 */
public enum RejectReason {
  /** No value, or a value of no bytes. */
  EMPTY,
  /** First byte is not the wire format's magic byte 0. */
  WRONG_MAGIC_BYTE,
  /** The registry does not know the schema id. */
  UNKNOWN_SCHEMA_ID,
  /** The schema id names a schema of another record type than the topic's. */
  WRONG_RECORD_TYPE,
  /** The Avro bytes end early, go on after the record, or do not fit the schema. */
  MALFORMED_AVRO,
  /** The record's key is not the id in its value. */
  KEY_MISMATCH,
  /** No member id. */
  MISSING_MEMBER,
  /** No title id where one is needed. */
  MISSING_TITLE,
  /** An id or a text is longer than its bound. */
  FIELD_TOO_LONG,
  /** An action that this version does not know. */
  UNKNOWN_ACTION,
  /** Time before 1970, or more than a day ahead of the clock. */
  TIME_OUT_OF_RANGE,
  /** A time that cannot be read (import only). */
  UNREADABLE_TIME,
  /** A position below zero, or not a number. */
  NEGATIVE_POSITION,
  /** A number that cannot be read or is outside its range. */
  NUMBER_OUT_OF_RANGE,
  /** Later than the lateness bound. */
  TOO_LATE,
  /** From before the member's erasure. */
  ERASED_MEMBER,
  /** A model release that cannot serve: wrong hash, signature, shape or golden outputs. */
  BAD_MODEL_RELEASE,
  /** A row that is longer than its bound (import only). */
  ROW_TOO_LONG,
  /** A row that is not UTF-8 (import only). */
  NOT_UTF8,
  /** A row whose columns or quotes do not fit the header (import only). */
  MALFORMED_ROW;

  /** The label: lower case with dashes, such as {@code wrong-magic-byte}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
