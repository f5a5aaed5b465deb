package io.playhead.deploy.recorder;

import java.util.Map;
import java.util.TreeMap;

/**
 * How much of what was read is not in the recording, so far.
 *
 * @param outOfRange events
 * @param erased events of members who asked to be forgotten
 * @param pages pages, for either reason
 * @param rejectedByReason records that could not be read
 */
record LeftOut(long outOfRange, long erased, long pages, Map<String, Long> rejectedByReason) {
  LeftOut {
    rejectedByReason = new TreeMap<>(rejectedByReason);
  }

  long rejectedCount() {
    return rejectedByReason.values().stream().mapToLong(Long::longValue).sum();
  }
}
