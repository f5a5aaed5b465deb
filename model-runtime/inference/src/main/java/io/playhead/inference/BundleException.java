package io.playhead.inference;

/**
 * A model bundle that may not serve. The message is one sentence for people: it names the file,
 * both sides of the comparison and the remedy.
 */
public final class BundleException extends Exception {
  /** With the sentence. */
  public BundleException(String sentence) {
    super(sentence);
  }

  /** With the sentence and what led to it. */
  public BundleException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
