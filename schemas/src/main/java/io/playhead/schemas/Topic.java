package io.playhead.schemas;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic: what its key is, which record its values are, and whether it is compacted.
 *
 * @param name the topic's name
 * @param keyDoc what the key is, for people; keys are plain UTF-8 strings
 * @param type class of the values
 * @param schema today's schema of the values, as it is registered
 * @param compacted whether only the newest value of a key is kept; a null value takes the key out
 */
public record Topic(
    String name,
    String keyDoc,
    Class<? extends SpecificRecord> type,
    Schema schema,
    boolean compacted) {

  /** The registry's subject of the values, such as {@code titles-value}. */
  public String subject() {
    return name + "-value";
  }
}
