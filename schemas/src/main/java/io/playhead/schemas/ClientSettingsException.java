package io.playhead.schemas;

/**
 * Settings of clients that cannot be used. The message is one sentence for a person; it names the
 * setting and never its value, which may be a secret.
 */
public final class ClientSettingsException extends RuntimeException {
  /** With one sentence that names the setting and the remedy. */
  public ClientSettingsException(String sentence) {
    super(sentence);
  }
}
