package io.playhead.deploy.setup;

import java.util.Map;

/**
 * A topic as it is.
 *
 * @param partitions how many it has
 * @param replication copies of each; the fewest of any partition
 * @param configuration every setting in force, the broker's defaults among them
 */
record ExistingTopic(int partitions, int replication, Map<String, String> configuration) {
  String setting(String key) {
    return configuration.getOrDefault(key, "");
  }
}
