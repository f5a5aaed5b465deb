package io.playhead.schemas;

import org.apache.avro.util.ClassSecurityValidator;

/** Says at start what Avro would say at the first record, in words that name the remedy. */
public final class AvroTrust {
  private AvroTrust() {}

  /**
   * Avro reads the property once, when its first class is loaded: it is too late to set it here.
   */
  public static void require() {
    if (!ClassSecurityValidator.getGlobal().isTrusted(PlaybackEvent.class)) {
      throw new IllegalStateException(
          "Avro does not trust Playhead's records in this JVM; start it with"
              + " -Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas.");
    }
  }
}
