package io.playhead.inference;

/** The provider that was asked for cannot be used here, and no other takes its place. */
public final class ProviderException extends Exception {
  /** One sentence: what was asked for, what is there, what to do. */
  ProviderException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
