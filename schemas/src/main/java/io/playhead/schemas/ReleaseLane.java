package io.playhead.schemas;

import java.util.Locale;

/**
 * Whom a model release is for. Each lane of a channel has a key of its own on the compacted topic,
 * so that the release of one does not wipe out that of another.
 */
public enum ReleaseLane {
  /** It serves everybody whom no canary serves; the key is the channel. */
  SERVING,
  /** It serves a share of the members instead; the key is {@code CHANNEL#canary}. */
  CANARY,
  /** It is computed for a share of the members and never published: {@code CHANNEL#shadow}. */
  SHADOW;

  /** What no channel's name may contain. */
  public static final char SEPARATOR = '#';

  /** The lane that a release is for. */
  public static ReleaseLane of(ModelRelease release) {
    if (release.getShadow()) {
      return SHADOW;
    }
    return release.getMemberShare() < 1 ? CANARY : SERVING;
  }

  /** The lane of a key; {@link #SERVING} where it names none. */
  public static ReleaseLane ofKey(String key) {
    for (ReleaseLane lane : values()) {
      if (lane != SERVING && key.endsWith(lane.suffix())) {
        return lane;
      }
    }
    return SERVING;
  }

  /** The key of a release on the topic. */
  public static String key(ModelRelease release) {
    return of(release).key(release.getChannel());
  }

  /** The key of this lane's release on the topic. */
  public String key(String channel) {
    return this == SERVING ? channel : channel + suffix();
  }

  /** The label: serving, canary or shadow. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private String suffix() {
    return SEPARATOR + label();
  }
}
