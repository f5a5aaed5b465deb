package io.playhead.deploy.local;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.SchemaRegistration;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes the topics that are missing and registers the schemas: what {@code run --prepare} and local
 * mode do before the job. Topics that exist are left as they are.
 */
public final class TopicSetup {
  private static final int LIMIT_MS = 20_000;

  private TopicSetup() {}

  /** Makes the topics, each with a bound on how long it keeps a record, and registers schemas. */
  public static void prepare(String bootstrap, String registryUrl, int partitions) {
    prepare(bootstrap, registryUrl, partitions, TopicSettings::of);
  }

  /** The same for local mode, which replays old recordings and keeps them for ever. */
  static void prepareLocal(String bootstrap, String registryUrl, int partitions) {
    prepare(bootstrap, registryUrl, partitions, TopicSettings::withoutRetention);
  }

  private static void prepare(
      String bootstrap,
      String registryUrl,
      int partitions,
      Function<Topic, Map<String, String>> settings) {
    createTopics(bootstrap, partitions, settings);
    new SchemaRegistration(registryUrl).registerAll();
  }

  /** Makes a topic that is none of the job's. */
  public static void create(String bootstrap, String topic, int partitions) {
    create(bootstrap, List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())));
  }

  private static void createTopics(
      String bootstrap, int partitions, Function<Topic, Map<String, String>> settings) {
    List<NewTopic> topics = new ArrayList<>();
    for (Topic topic : Topics.all()) {
      int count = topic.name().equals(Topics.MODEL_RELEASES) ? 1 : partitions;
      topics.add(
          new NewTopic(topic.name(), Optional.of(count), Optional.empty())
              .configs(settings.apply(topic)));
    }
    create(bootstrap, topics);
  }

  private static void create(String bootstrap, List<NewTopic> topics) {
    Map<String, Object> properties =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS / 2);
    try (Admin admin = Admin.create(properties)) {
      Map<String, KafkaFuture<Void>> results = admin.createTopics(topics).values();
      for (Map.Entry<String, KafkaFuture<Void>> result : results.entrySet()) {
        awaitCreated(result.getKey(), result.getValue());
      }
    } catch (TimeoutException e) {
      throw CommandFailure.unreachable("Kafka at " + bootstrap + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted while making the topics", e);
    }
  }

  private static void awaitCreated(String topic, KafkaFuture<Void> created)
      throws InterruptedException, TimeoutException {
    try {
      created.get(LIMIT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw (TimeoutException) new TimeoutException().initCause(e);
      }
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw CommandFailure.other(
            "cannot make the topic " + topic + ": " + e.getCause().getMessage(), e);
      }
    }
  }
}
