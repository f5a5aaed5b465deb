package io.playhead.view;

import java.io.Serial;

/** Why the view cannot start, in a sentence for whoever started it. */
final class ViewFailure extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final int exitCode;

  private ViewFailure(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  static ViewFailure failed(String message, Throwable cause) {
    return new ViewFailure(1, message, cause);
  }

  static ViewFailure badInput(String message) {
    return new ViewFailure(2, message, null);
  }

  static ViewFailure unreachable(String message, Throwable cause) {
    return new ViewFailure(3, message, cause);
  }

  int exitCode() {
    return exitCode;
  }
}
