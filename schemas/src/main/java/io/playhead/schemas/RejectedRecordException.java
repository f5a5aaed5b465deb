package io.playhead.schemas;

/** A record's value cannot be used. Carries no stack trace: bad input is normal. */
public final class RejectedRecordException extends Exception {
  private final RejectReason reason;

  /** For that reason; the detail is one sentence for a person. */
  public RejectedRecordException(RejectReason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  /** Which of the reasons. */
  public RejectReason reason() {
    return reason;
  }

  /** One sentence for a person. */
  public String detail() {
    return getMessage();
  }
}
