package io.playhead.deploy;

/** What picocli does not check of an option's value. Stateless. */
final class Checks {
  private Checks() {}

  /** Refuses anything below 1. */
  static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw CommandFailure.badInput(name + " must be at least 1, not " + value);
    }
  }
}
