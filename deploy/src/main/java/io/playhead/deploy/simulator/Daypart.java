package io.playhead.deploy.simulator;

/** Parts of the day, and how each genre fares in them whoever is watching. */
enum Daypart {
  MORNING(.3, -.6, -.9, -.6, -.4, .7, 1.0, -.2, -2.0, .7, -.7, .5),
  NOON(1.2, -.6, -.7, 0, -.2, .6, -.6, -.3, -1.6, 1.0, -.4, .8),
  AFTERNOON(.2, -.3, -.6, .1, .2, .3, 1.4, .4, -1.5, .3, -.5, .7),
  EVENING(.3, .8, .6, .7, .5, 0, -.6, .7, -.2, -.4, .6, .3),
  NIGHT(-.3, .3, 1.1, .3, 0, -.2, -2.4, .2, 1.3, -.3, .9, -.6);

  static final int COUNT = values().length;

  private final double[] genreLift;

  Daypart(double... genreLift) {
    this.genreLift = genreLift;
  }

  double lift(Genre genre) {
    return genreLift[genre.ordinal()];
  }

  /** The part of the day that {@code localHour}, 0 to 23, falls in. */
  static Daypart of(int localHour) {
    if (localHour < 6 || localHour >= 22) {
      return NIGHT;
    }
    if (localHour < 11) {
      return MORNING;
    }
    if (localHour < 14) {
      return NOON;
    }
    return localHour < 18 ? AFTERNOON : EVENING;
  }
}
