package io.playhead.stream;

import io.playhead.inference.ExecutionProvider;
import io.playhead.inference.ProviderException;
import io.playhead.inference.ProviderProbe;
import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.ClientSettingsException;
import io.playhead.schemas.RefusalSentences;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topics;
import io.playhead.schemas.UnknownSchemaException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the machine, the broker and the registry, before the job starts, for all that it will need:
 * a job that starts without them would restart for ever and say nothing to the person who mistyped
 * an address. At most 40 s in all: 10 for the broker, 10 more for a transaction where there are
 * any, 20 for the registry.
 */
final class Preflight {
  private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(5);
  private static final long REGISTRY_DEADLINE_NS = Duration.ofSeconds(20).toNanos();

  static final List<String> SINK_TOPICS =
      List.of(
          Topics.RECOMMENDATIONS,
          Topics.MEMBER_EMBEDDINGS,
          Topics.INTERACTION_TOKENS,
          Topics.REJECTED_EVENTS);

  private Preflight() {}

  static List<String> topics() {
    List<String> topics = new ArrayList<>(KafkaEnds.MEMBER_TOPICS);
    topics.addAll(KafkaEnds.CONTROL_TOPICS);
    topics.addAll(SINK_TOPICS);
    return topics;
  }

  /** Models can run on what was asked for. */
  static void checkProvider(ExecutionProvider provider) throws RunFailure {
    try {
      ProviderProbe.check(provider);
    } catch (ProviderException e) {
      throw RunFailure.badInput(e.getMessage());
    }
  }

  /**
   * By topic, the end offset of each partition now; 0 for a partition of which no record is left,
   * so that nobody waits for one. Fails where the broker says that it would refuse the job.
   */
  static Map<String, long[]> endOffsets(
      String bootstrap, ClientSettings clients, String group, DeliveryGuarantee delivery)
      throws RunFailure {
    Map<String, Object> own =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) BROKER_TIMEOUT.toMillis(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000);
    try (Admin admin = Admin.create(clients.kafka(own))) {
      Map<String, long[]> ends = new HashMap<>();
      List<TopicPartition> partitions = new ArrayList<>();
      for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
          admin
              .describeTopics(
                  topics(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
              .topicNameValues()
              .entrySet()) {
        int count = describe(topic.getKey(), topic.getValue(), bootstrap).partitions().size();
        ends.put(topic.getKey(), new long[count]);
        for (int partition = 0; partition < count; partition++) {
          partitions.add(new TopicPartition(topic.getKey(), partition));
        }
      }
      Map<TopicPartition, Long> earliest = offsets(admin, partitions, OffsetSpec.earliest());
      offsets(admin, partitions, OffsetSpec.latest())
          .forEach(
              (partition, end) ->
                  ends.get(partition.topic())[partition.partition()] =
                      end > earliest.get(partition) ? end : 0);
      JobRights.checkGroup(admin, group);
      JobRights.checkTransactions(bootstrap, clients, group, delivery, BROKER_TIMEOUT.toMillis());
      return ends;
    } catch (ExecutionException | KafkaException e) {
      String silence =
          "The Kafka broker at "
              + bootstrap
              + " does not answer ("
              + reason(e)
              + "); start it, give its address as --bootstrap, or how it is reached as"
              + " --client-config";
      String sentence = BrokerRefusal.sentence(bootstrap, AclOperation.DESCRIBE, e).orElse(silence);
      throw BrokerRefusal.isOfSettings(e)
          ? RunFailure.badInput(sentence)
          : RunFailure.unreachable(sentence, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RunFailure.failed("Interrupted before the job started", e);
    }
  }

  private static TopicDescription describe(
      String topic, KafkaFuture<TopicDescription> description, String bootstrap)
      throws RunFailure, ExecutionException, InterruptedException {
    try {
      TopicDescription found = description.get();
      JobRights.check(bootstrap, found);
      return found;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        throw RunFailure.unreachable(
            RefusalSentences.right(bootstrap, JobRights.on(topic).name(), "topic " + topic), e);
      }
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw RunFailure.unreachable(
            "The broker at "
                + bootstrap
                + " has no topic "
                + topic
                + "; create the topics first, as docs/ says",
            e);
      }
      throw e;
    }
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> spec)))
        .all()
        .get()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** Every topic's schema is registered. */
  static void checkRegistry(String url, ClientSettings clients) throws RunFailure {
    long startNs = System.nanoTime();
    try {
      RegistrySchemaIds.check(url, REGISTRY_TIMEOUT, clients);
      SchemaIds ids = new RegistrySchemaIds(url, REGISTRY_TIMEOUT, clients);
      for (String topic : topics()) {
        ids.idOf(topic);
        if (System.nanoTime() - startNs > REGISTRY_DEADLINE_NS) {
          throw RunFailure.unreachable(
              "The schema registry at "
                  + url
                  + " took more than 20 s to answer; see what holds it up",
              null);
        }
      }
    } catch (UnknownSchemaException | RegistryUnreachableException e) {
      throw RunFailure.unreachable(e.getMessage(), e);
    } catch (ClientSettingsException e) {
      throw RunFailure.badInput(e.getMessage());
    }
  }
}
