package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Keeps local mode's topics small while millions of records go through them, and says how large
 * they are. Pages and vectors are compacted, as everywhere, so that each member's newest stays; of
 * the others the oldest segments go, long after the job has read them. One thread.
 */
final class DayTopics implements AutoCloseable {
  /** Compacted and deleted by whole segments, of which the newest is never touched. */
  private static final int SEGMENT_BYTES = 32 << 20;

  /** Hundreds of thousands of events in each partition, ten times as many as are ever unread. */
  private static final int RETENTION_BYTES = 64 << 20;

  private static final String DIRTY_RATIO = "0.2";

  private final Admin admin;

  DayTopics(String bootstrap) {
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
  }

  /** From now on. */
  void bound() {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (Topic topic : Topics.all()) {
      List<AlterConfigOp> settings = new ArrayList<>();
      settings.add(set("segment.bytes", Integer.toString(SEGMENT_BYTES)));
      settings.add(
          topic.compacted()
              ? set("min.cleanable.dirty.ratio", DIRTY_RATIO)
              : set("retention.bytes", Integer.toString(RETENTION_BYTES)));
      changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), settings);
    }
    get(admin.incrementalAlterConfigs(changes).all(), "settings");
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  /** Bytes on disk of all topics of all brokers. */
  long bytes() {
    List<Integer> brokers =
        get(admin.describeCluster().nodes(), "its brokers").stream()
            .map(node -> node.id())
            .toList();
    return get(admin.describeLogDirs(brokers).allDescriptions(), "sizes of topics")
        .values()
        .stream()
        .flatMap(folders -> folders.values().stream())
        .flatMap(folder -> folder.replicaInfos().values().stream())
        .mapToLong(replica -> replica.size())
        .sum();
  }

  private static <T> T get(KafkaFuture<T> future, String what) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw CommandFailure.unreachable(
          "Kafka did not answer about " + what + ": " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted while asking Kafka about " + what, e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
