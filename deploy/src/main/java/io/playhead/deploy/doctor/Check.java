package io.playhead.deploy.doctor;

import java.util.List;

/** Looks at one thing, and changes nothing. */
interface Check {
  /** A word or two; the same in every report. */
  String name();

  /** What it finds; at least one. Failures to look may be thrown as the clients throw them. */
  List<Finding> look(LiveSystem system);
}
