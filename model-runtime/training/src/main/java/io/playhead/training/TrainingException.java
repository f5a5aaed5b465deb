package io.playhead.training;

/** Training cannot start or go on; the message is one sentence for a person. */
final class TrainingException extends RuntimeException {
  TrainingException(String message) {
    super(message);
  }

  TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
