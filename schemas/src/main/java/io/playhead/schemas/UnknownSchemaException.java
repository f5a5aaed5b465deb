package io.playhead.schemas;

/** The registry answered, and does not know the schema. Asking again soon will not help. */
public final class UnknownSchemaException extends RuntimeException {
  /** With one sentence for a person. */
  public UnknownSchemaException(String message) {
    super(message);
  }
}
