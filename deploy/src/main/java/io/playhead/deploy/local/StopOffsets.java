package io.playhead.deploy.local;

import io.playhead.deploy.JsonFile;
import io.playhead.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file that tells the job where its input ends: {@code {"topic": [end offset of each partition,
 * ...], ...}}, every topic of members' events named.
 */
public final class StopOffsets {
  private StopOffsets() {}

  /**
   * Writes {@code file}; a topic that is not in {@code endOffsets} ends before its first record.
   */
  public static void write(Path file, Map<String, long[]> endOffsets, int partitions) {
    Map<String, long[]> all = new TreeMap<>();
    for (String topic :
        List.of(
            Topics.PLAYBACK_EVENTS,
            Topics.DEVICE_EVENTS,
            Topics.FEEDBACK_EVENTS,
            Topics.ERASURES)) {
      all.put(topic, endOffsets.getOrDefault(topic, new long[partitions]));
    }
    JsonFile.write(file, all);
  }
}
