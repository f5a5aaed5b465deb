package io.playhead.deploy.chaos;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.TopicSetup;
import io.playhead.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Topics between two runs of one input. Stateless. */
final class OutputTopics {
  private static final int LIMIT_S = 60;
  private static final List<String> INPUTS =
      List.of(
          Topics.PLAYBACK_EVENTS, Topics.DEVICE_EVENTS, Topics.FEEDBACK_EVENTS, Topics.ERASURES);
  private static final List<String> OUTPUTS =
      List.of(
          Topics.RECOMMENDATIONS,
          Topics.MEMBER_EMBEDDINGS,
          Topics.INTERACTION_TOKENS,
          Topics.REJECTED_EVENTS);

  private OutputTopics() {}

  /** Where the input ends now: by topic, the end offset of each partition. */
  static Map<String, long[]> inputEnds(String bootstrap) {
    try (Admin admin = admin(bootstrap)) {
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      Map<String, long[]> ends = new HashMap<>();
      for (TopicDescription topic : get(admin.describeTopics(INPUTS).allTopicNames()).values()) {
        ends.put(topic.name(), new long[topic.partitions().size()]);
        topic
            .partitions()
            .forEach(
                partition ->
                    asked.put(
                        new TopicPartition(topic.name(), partition.partition()),
                        OffsetSpec.latest()));
      }
      get(admin.listOffsets(asked).all())
          .forEach(
              (partition, end) ->
                  ends.get(partition.topic())[partition.partition()] = end.offset());
      return ends;
    }
  }

  /** Takes away all that was written, and makes the topics anew. */
  static void empty(String bootstrap, String registryUrl, int partitions) {
    try (Admin admin = admin(bootstrap)) {
      get(admin.deleteTopics(OUTPUTS).all());
    }
    TopicSetup.prepareLocal(bootstrap, registryUrl, partitions);
  }

  private static Admin admin(String bootstrap) {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
  }

  private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
    try {
      return future.get(LIMIT_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw CommandFailure.other("the brokers do not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted", e);
    }
  }
}
