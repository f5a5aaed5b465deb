package io.playhead.deploy.doctor;

/** How something is, in the order of how much it is worth a look. */
public enum Status {
  /** As it should be. */
  OK("ok"),
  /** Works, and will hurt. */
  WARN("warn"),
  /** There was no way to look. */
  UNSEEN("could not look"),
  /** Broken. */
  WRONG("WRONG");

  private final String words;

  Status(String words) {
    this.words = words;
  }

  /** For a person. */
  public String words() {
    return words;
  }
}
