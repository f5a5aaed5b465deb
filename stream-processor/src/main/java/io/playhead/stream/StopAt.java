package io.playhead.stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the file of {@code --stop-at} and holds it against the topics that are there. An end may
 * lie ahead of the topic's: then the job waits for what is still to come, as in a replay that is
 * fed while the job runs.
 */
final class StopAt {
  private StopAt() {}

  /** By topic, the end offset of each partition, control topics included. */
  static Map<String, long[]> read(Path file, Map<String, long[]> endsNow) throws RunFailure {
    Map<String, long[]> asked;
    try {
      asked = new ObjectMapper().readValue(file.toFile(), new TypeReference<>() {});
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw RunFailure.badInput(
          "--stop-at=" + file + " is not a JSON object of topics and their end offsets: " + why);
    }
    Map<String, long[]> ends = new HashMap<>();
    for (String topic : KafkaEnds.MEMBER_TOPICS) {
      ends.put(topic, checked(file, topic, asked.get(topic), endsNow.get(topic)));
    }
    for (String topic : KafkaEnds.CONTROL_TOPICS) {
      long[] offsets = asked.getOrDefault(topic, endsNow.get(topic));
      ends.put(topic, checked(file, topic, offsets, endsNow.get(topic)));
    }
    return ends;
  }

  private static long[] checked(Path file, String topic, long[] asked, long[] now)
      throws RunFailure {
    if (asked == null) {
      throw RunFailure.badInput(
          "--stop-at="
              + file
              + " does not name "
              + topic
              + "; give the end offset of each partition");
    }
    if (asked.length != now.length) {
      throw RunFailure.badInput(
          "--stop-at="
              + file
              + " has "
              + asked.length
              + " offsets for "
              + topic
              + ", which has "
              + now.length
              + " partitions");
    }
    for (int partition = 0; partition < now.length; partition++) {
      if (asked[partition] < 0) {
        throw RunFailure.badInput(
            "--stop-at="
                + file
                + " ends "
                + topic
                + " partition "
                + partition
                + " at "
                + asked[partition]
                + "; an end offset is at least 0");
      }
    }
    return asked;
  }
}
