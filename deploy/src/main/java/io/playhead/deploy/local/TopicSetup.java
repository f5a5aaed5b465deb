package io.playhead.deploy.local;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.RefusalSentences;
import io.playhead.schemas.SchemaRegistration;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import io.playhead.stream.BrokerRefusal;
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
  private static final int LIMIT_MS = 20_000;

  private TopicSetup() {}

  /** Makes the topics, each with a bound on how long it keeps a record, and registers schemas. */
  public static void prepare(String bootstrap, String registryUrl, int partitions) {
    prepare(bootstrap, registryUrl, partitions, ClientSettings.NONE);
  }

  /** The same where servers want to know who asks, or are reached over TLS. */
  public static void prepare(
      String bootstrap, String registryUrl, int partitions, ClientSettings clients) {
    createTopics(bootstrap, partitions, TopicSettings::of, clients);
    new SchemaRegistration(registryUrl, clients).registerAll();
  }

  /** The same for local mode, which replays old recordings and keeps them for ever. */
  public static void prepareLocal(String bootstrap, String registryUrl, int partitions) {
    createTopics(bootstrap, partitions, TopicSettings::withoutRetention, ClientSettings.NONE);
    new SchemaRegistration(registryUrl, ClientSettings.NONE).registerAll();
  }

  /** Makes a topic that is none of the job's. */
  public static void create(String bootstrap, String topic, int partitions) {
    create(
        bootstrap,
        List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())),
        ClientSettings.NONE);
  }

  private static void createTopics(
      String bootstrap,
      int partitions,
      Function<Topic, Map<String, String>> settings,
      ClientSettings clients) {
    List<NewTopic> topics = new ArrayList<>();
    for (Topic topic : Topics.all()) {
      topics.add(
          new NewTopic(topic.name(), Optional.of(partitions(topic, partitions)), Optional.empty())
              .configs(settings.apply(topic)));
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
}
