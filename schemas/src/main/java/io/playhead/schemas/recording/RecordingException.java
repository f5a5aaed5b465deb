package io.playhead.schemas.recording;

/** A recording cannot be read or written. The message names the file and the remedy. */
public final class RecordingException extends RuntimeException {
  /** With one sentence for a person. */
  public RecordingException(String message) {
    super(message);
  }

  /** With one sentence for a person, and what went wrong below. */
  public RecordingException(String message, Throwable cause) {
    super(message, cause);
  }
}
