package io.playhead.deploy.importing;

import java.util.Locale;

/** Why a row that can be read makes no event: nobody chose what it tells of. */
enum LeftOut {
  /** A trailer, hook, recap or another video about a title. */
  SUPPLEMENTAL_VIDEO,
  /** Started by itself, and nobody did anything about it. */
  AUTOPLAY,
  /** Watched for no time at all. */
  ZERO_DURATION;

  /** The label: lower case with dashes, as of a reject reason. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
