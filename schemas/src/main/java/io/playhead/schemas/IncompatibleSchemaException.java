package io.playhead.schemas;

/**
 * The registry refused a schema: readers of today could not read what was written with older ones.
 */
public final class IncompatibleSchemaException extends RuntimeException {
  private final String subject;

  /** For that subject; the message names it, the reason and the remedy. */
  public IncompatibleSchemaException(String subject, String message, Throwable cause) {
    super(message, cause);
    this.subject = subject;
  }

  /** The refused subject, such as {@code titles-value}. */
  public String subject() {
    return subject;
  }
}
