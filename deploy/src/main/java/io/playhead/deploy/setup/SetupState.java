package io.playhead.deploy.setup;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of a topic or a schema. */
public enum SetupState {
  /** It was missing and is there now. */
  @JsonProperty("made")
  MADE("made"),
  /** It is missing and would be made without {@code --dry-run}. */
  @JsonProperty("would be made")
  WOULD_BE_MADE("would be made"),
  /** It was there, and was left as it is. */
  @JsonProperty("there")
  THERE("there");

  private final String word;

  SetupState(String word) {
    this.word = word;
  }

  /** For people. */
  @Override
  public String toString() {
    return word;
  }
}
