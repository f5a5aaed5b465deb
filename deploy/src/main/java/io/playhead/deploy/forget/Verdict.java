package io.playhead.deploy.forget;

/** What was found of the members in one place, in the order of how much that is worth a look. */
public enum Verdict {
  /** Nothing can be read. */
  NOTHING("nothing"),
  /** Only that the member was forgotten, which keeps late events out. */
  MARKER("marker only"),
  /** Only what the member did after the erasure. */
  NEW_HISTORY("new history"),
  /** Still there, where that is so by design, and goes by itself in time. */
  GOES("goes by itself"),
  /** Nobody asked to look there. */
  NOT_ASKED("not looked at"),
  /** It was asked for, and there was no way to look. */
  NOT_LOOKED("could not look"),
  /** There, and nothing will take it away in time. */
  LEFT("LEFT BEHIND");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** Whether the members can be called forgotten as far as this place is concerned. */
  public boolean isGood() {
    return this != LEFT && this != NOT_LOOKED;
  }

  /** For a person. */
  public String words() {
    return words;
  }
}
