package io.playhead.deploy.simulator;

import java.util.Locale;

/** Genres of simulated titles. */
enum Genre {
  COMEDY,
  DRAMA,
  THRILLER,
  ACTION,
  ROMANCE,
  DOCUMENTARY,
  KIDS,
  FANTASY,
  HORROR,
  MUSIC,
  CRIME,
  SPORT;

  static final int COUNT = values().length;

  /** As it stands in a title's record. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
