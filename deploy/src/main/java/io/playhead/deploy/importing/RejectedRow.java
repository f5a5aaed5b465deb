package io.playhead.deploy.importing;

import io.playhead.schemas.RejectReason;

/** A row that cannot be used, and why. Carries no stack trace: bad rows are normal. */
final class RejectedRow extends Exception {
  private final RejectReason reason;

  RejectedRow(RejectReason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  RejectReason reason() {
    return reason;
  }
}
