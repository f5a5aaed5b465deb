package io.playhead.deploy.setup;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.TopicSettings;
import io.playhead.deploy.local.TopicSetup;
import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.RefusalSentences;
import io.playhead.schemas.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Sees which topics a broker has, and makes those that it lacks; never changes one. One thread; a
 * request takes 20 s at most.
 */
final class TopicSurvey implements AutoCloseable {
  private static final int LIMIT_MS = 20_000;

  private final String bootstrap;
  private final Admin admin;

  TopicSurvey(String bootstrap, ClientSettings clients) {
    this.bootstrap = bootstrap;
    this.admin =
        Admin.create(
            clients.kafka(
                Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS / 2)));
  }

  /** Those of the topics that are there, by name. */
  Map<String, ExistingTopic> existing(List<Topic> topics) {
    Map<String, TopicDescription> described = new HashMap<>();
    admin
        .describeTopics(topics.stream().map(Topic::name).toList())
        .topicNameValues()
        .forEach((name, future) -> described(name, future).ifPresent(t -> described.put(name, t)));
    List<ConfigResource> resources =
        described.keySet().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    Map<String, ExistingTopic> existing = new HashMap<>();
    admin
        .describeConfigs(resources)
        .values()
        .forEach(
            (resource, future) -> {
              String name = resource.name();
              Config config = await(AclOperation.DESCRIBE_CONFIGS, name, future);
              existing.put(name, existing(described.get(name), config));
            });
    return existing;
  }

  private Optional<TopicDescription> described(String name, KafkaFuture<TopicDescription> future) {
    try {
      return Optional.of(future.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw failure(AclOperation.DESCRIBE, name, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static ExistingTopic existing(TopicDescription topic, Config config) {
    return new ExistingTopic(
        topic.partitions().size(),
        topic.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0),
        config.entries().stream()
            .filter(entry -> entry.value() != null)
            .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value)));
  }

  /** Makes topics that are not there; with {@code validateOnly} only asks whether it could. */
  void make(List<Topic> topics, SetupOptions options, boolean validateOnly) {
    List<NewTopic> made =
        topics.stream()
            .map(
                topic ->
                    new NewTopic(
                            topic.name(),
                            Optional.of(TopicSetup.partitions(topic, options.partitions())),
                            Optional.ofNullable(options.replication()))
                        .configs(TopicSettings.of(topic)))
            .toList();
    admin
        .createTopics(made, new CreateTopicsOptions().validateOnly(validateOnly))
        .values()
        .forEach((name, future) -> await(AclOperation.CREATE, name, future));
  }

  private <T> T await(AclOperation operation, String topic, KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw failure(operation, topic, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private CommandFailure failure(AclOperation operation, String topic, ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof TopicAuthorizationException) {
      return CommandFailure.unreachable(
          RefusalSentences.right(bootstrap, operation.name(), "topic " + topic), e);
    }
    if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
      return CommandFailure.unreachable("Kafka at " + bootstrap + " did not answer", e);
    }
    String what = operation.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String sentence =
        "cannot " + what + " the topic " + topic + " at " + bootstrap + ": " + cause.getMessage();
    return cause instanceof KafkaException
        ? CommandFailure.badInput(sentence, e)
        : CommandFailure.other(sentence, e);
  }

  private CommandFailure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return CommandFailure.other("interrupted while asking Kafka at " + bootstrap, e);
  }

  @Override
  public void close() {
    admin.close();
  }
}
