package io.playhead.window;

import io.playhead.schemas.RejectReason;

/** An event that decodes but cannot be used; carries no stack trace, as bad input is normal. */
public final class RejectedEventException extends Exception {
  private final RejectReason reason;

  RejectedEventException(RejectReason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public RejectReason reason() {
    return reason;
  }

  /** One sentence for a person. */
  public String detail() {
    return getMessage();
  }
}
