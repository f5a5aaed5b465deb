package io.playhead.deploy;

import java.net.URI;

/** What picocli does not check of an option's value. Stateless. */
final class Checks {
  private Checks() {}

  /** Refuses anything below 1. */
  static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw CommandFailure.badInput(name + " must be at least 1, not " + value);
    }
  }

  /** The address of a server that speaks HTTP. */
  static URI address(String name, String value) {
    try {
      URI uri = URI.create(value);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below, with the value.
    }
    throw CommandFailure.badInput(name + " " + value + " is no address such as http://HOST:8080");
  }
}
