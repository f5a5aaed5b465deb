package io.playhead.schemas;

/**
 * Bytes that end early, go on after the record, or do not fit the schema. Carries no stack trace:
 * bad input is normal.
 */
public final class MalformedAvroException extends Exception {
  /** With one sentence for a person. */
  public MalformedAvroException(String detail) {
    super(detail, null, false, false);
  }
}
