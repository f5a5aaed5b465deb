package io.playhead.view;

import io.playhead.view.store.ViewTopology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Holds the partitions of the stores' changelogs against those of the topics that fill the stores:
 * where they differ, Kafka Streams' threads would fail and be replaced for ever. Stateless.
 */
final class ChangelogCheck {
  private ChangelogCheck() {}

  /**
   * Asks for the changelogs that are there; an instance makes those that are not.
   *
   * @param partitions by topic that the view reads
   */
  static void check(ViewRights rights, String applicationId, Map<String, Integer> partitions)
      throws ViewFailure, ExecutionException, InterruptedException {
    List<String> wrong = new ArrayList<>();
    for (var store : new TreeMap<>(ViewTopology.CHANGELOGS).entrySet()) {
      String changelog = applicationId + "-" + store.getKey() + "-changelog";
      int found = partitionCount(rights, changelog);
      int needed = partitions.get(store.getValue());
      if (found > 0 && found != needed) {
        wrong.add(
            changelog + " has " + found + " partitions and " + store.getValue() + " " + needed);
      }
    }
    if (!wrong.isEmpty()) {
      throw ViewFailure.badInput(
          String.join(", ", wrong)
              + ": the view's stores cannot be moved to other partitions; start all instances with"
              + " an --application-id that is new and an empty --state-dir, which reads everything"
              + " again, and delete the topics "
              + applicationId
              + "-*");
    }
  }

  /** 0: there is none yet. */
  private static int partitionCount(ViewRights rights, String topic)
      throws ExecutionException, InterruptedException {
    try {
      return rights.describe(topic).partitions().size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return 0;
      }
      throw e;
    }
  }
}
