package io.playhead.window;

/** What became of an event that was handed to a {@link MemberWindow}. */
public enum Outcome {
  /** It is part of the member's history now. */
  ACCEPTED,
  /** The same event is there already; nothing changed. */
  DUPLICATE,
  /** It lies in the part of the history that is final; nothing changed. */
  TOO_LATE,
  /** It is from before the member's erasure; nothing changed. */
  ERASED,
  /** It was an erasure, and the member is forgotten now. */
  ERASURE
}
