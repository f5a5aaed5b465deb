package io.playhead.deploy.local;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.RefusalSentences;
import io.playhead.schemas.SchemaRegistration;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import io.playhead.stream.BrokerRefusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes the topics that are missing and registers the schemas: what {@code run --prepare} and local
 * mode do before the job. Topics that exist are left as they are.
 */
public final class TopicSetup {
  /** Largest record batch on a topic: the broker's bound, 16 MiB. */
  static final int MESSAGE_BYTES_MAX = 16 * 1024 * 1024;

  private static final int LIMIT_MS = 20_000;

  private TopicSetup() {}

  /** Makes the topics and registers the schemas. */
  public static void prepare(String bootstrap, String registryUrl, int partitions) {
    prepare(bootstrap, registryUrl, partitions, ClientSettings.NONE);
  }

  /** The same where servers want to know who asks, or are reached over TLS. */
  public static void prepare(
      String bootstrap, String registryUrl, int partitions, ClientSettings clients) {
    createTopics(bootstrap, partitions, clients);
    new SchemaRegistration(registryUrl, clients).registerAll();
  }

  /** Makes a topic that is none of the job's. */
  public static void create(String bootstrap, String topic, int partitions) {
    create(
        bootstrap,
        List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())),
        ClientSettings.NONE);
  }

  private static void createTopics(String bootstrap, int partitions, ClientSettings clients) {
    List<NewTopic> topics = new ArrayList<>();
    for (Topic topic : Topics.all()) {
      topics.add(
          new NewTopic(topic.name(), Optional.of(partitions(topic, partitions)), Optional.empty())
              .configs(configuration(topic)));
    }
    create(bootstrap, topics, clients);
  }

  private static void create(String bootstrap, List<NewTopic> topics, ClientSettings clients) {
    Map<String, Object> own =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS / 2);
    try (Admin admin = Admin.create(clients.kafka(own))) {
      Map<String, KafkaFuture<Void>> results = admin.createTopics(topics).values();
      for (Map.Entry<String, KafkaFuture<Void>> result : results.entrySet()) {
        awaitCreated(bootstrap, result.getKey(), result.getValue());
      }
    } catch (KafkaException e) {
      throw Servers.failure(bootstrap, AclOperation.CREATE, e.getMessage(), e);
    } catch (TimeoutException e) {
      throw CommandFailure.unreachable("Kafka at " + bootstrap + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted while making the topics", e);
    }
  }

  private static void awaitCreated(String bootstrap, String topic, KafkaFuture<Void> created)
      throws InterruptedException, TimeoutException {
    try {
      created.get(LIMIT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw (TimeoutException) new TimeoutException().initCause(e);
      }
      if (e.getCause() instanceof TopicAuthorizationException) {
        throw CommandFailure.unreachable(
            RefusalSentences.right(bootstrap, "CREATE", "topic " + topic), e);
      }
      if (!(e.getCause() instanceof TopicExistsException)) {
        String other = "cannot make the topic " + topic + ": " + e.getCause().getMessage();
        throw BrokerRefusal.sentence(bootstrap, AclOperation.CREATE, e)
            .map(sentence -> CommandFailure.unreachable(sentence, e))
            .orElseGet(() -> CommandFailure.other(other, e));
      }
    }
  }

  /**
   * How many partitions a topic gets where the others get {@code partitions}: model-releases has
   * one, because the order of releases is that of the topic.
   */
  public static int partitions(Topic topic, int partitions) {
    return topic.name().equals(Topics.MODEL_RELEASES) ? 1 : partitions;
  }

  /** What a topic is made with, beside its partitions. */
  public static Map<String, String> configuration(Topic topic) {
    Map<String, String> configuration = new HashMap<>();
    configuration.put("max.message.bytes", Integer.toString(MESSAGE_BYTES_MAX));
    configuration.put("cleanup.policy", topic.compacted() ? "compact" : "delete");
    if (topic.compacted()) {
      // An erased member's page is gone from disk within a day.
      configuration.put("max.compaction.lag.ms", Long.toString(TimeUnit.HOURS.toMillis(12)));
      configuration.put("delete.retention.ms", Long.toString(TimeUnit.HOURS.toMillis(6)));
    }
    if (topic.name().equals(Topics.RECOMMENDATIONS)) {
      // A page's time is when readers could see it: the other end of event to list.
      configuration.put("message.timestamp.type", "LogAppendTime");
    }
    return configuration;
  }
}
