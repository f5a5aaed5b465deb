package io.playhead.stream;

/**
 * A checkpoint or savepoint cannot be read to its end; the message is one sentence for a person.
 */
public final class SavedStateException extends Exception {
  SavedStateException(String sentence) {
    super(sentence);
  }

  SavedStateException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
