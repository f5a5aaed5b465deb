package io.playhead.view;

import io.playhead.schemas.ClientSettingsException;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks broker and registry, before the view starts, for all that it will need, and makes the one
 * topic that is its own: Kafka Streams would wait for them for ever and say nothing.
 */
final class TopicCheck {
  private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(5);
  private static final List<String> READ =
      List.of(Topics.RECOMMENDATIONS, Topics.INTERACTION_TOKENS, Topics.ERASURES, Topics.TITLES);

  private TopicCheck() {}

  /** The view's own topic of what is popular. */
  static String popularTopic(String applicationId) {
    return applicationId + "-popular";
  }

  /**
   * Checks it all.
   *
   * @return partitions of the topic of lists
   */
  static int check(ViewOptions options) throws ViewFailure {
    Map<String, Object> own =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            options.bootstrap(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) BROKER_TIMEOUT.toMillis(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000);
    Map<String, Integer> partitions = new HashMap<>();
    try (Admin admin = Admin.create(options.clients().kafka(own))) {
      ViewRights rights = new ViewRights(admin, options.bootstrap());
      for (String topic : READ) {
        TopicDescription found = describe(rights, topic, options.bootstrap());
        rights.check(found, AclOperation.READ);
        partitions.put(topic, found.partitions().size());
      }
      int tokens = partitions.get(Topics.INTERACTION_TOKENS);
      int erasures = partitions.get(Topics.ERASURES);
      if (tokens != erasures) {
        throw ViewFailure.badInput(
            String.format(
                "%s has %d partitions and %s %d: a member's tokens would not be where the erasure"
                    + " arrives; give both the same number",
                Topics.INTERACTION_TOKENS, tokens, Topics.ERASURES, erasures));
      }
      rights.checkApplication(options.applicationId());
      ChangelogCheck.check(rights, options.applicationId(), partitions);
      String popular = popularTopic(options.applicationId());
      makePopularTopic(admin, popular);
      rights.checkOwn(popular);
    } catch (ExecutionException | KafkaException e) {
      String silence =
          "The Kafka broker at "
              + options.bootstrap()
              + " does not answer ("
              + reason(e)
              + "); start it, give its address as --bootstrap, or how it is reached as"
              + " --client-config";
      String sentence = BrokerRefusal.sentence(options.bootstrap(), e).orElse(silence);
      throw BrokerRefusal.isOfSettings(e)
          ? ViewFailure.badInput(sentence)
          : ViewFailure.unreachable(sentence, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ViewFailure.failed("Interrupted before the view started", e);
    }
    try {
      RegistrySchemaIds.check(options.registry(), REGISTRY_TIMEOUT, options.clients());
    } catch (RegistryUnreachableException e) {
      throw ViewFailure.unreachable(e.getMessage(), e);
    } catch (ClientSettingsException e) {
      throw ViewFailure.badInput(e.getMessage());
    }
    return partitions.get(Topics.RECOMMENDATIONS);
  }

  private static TopicDescription describe(ViewRights rights, String topic, String bootstrap)
      throws ViewFailure, ExecutionException, InterruptedException {
    try {
      return rights.describe(topic);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        throw rights.missing(AclOperation.READ, topic);
      }
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw ViewFailure.unreachable(
            "The broker at "
                + bootstrap
                + " has no topic "
                + topic
                + "; playhead run --prepare makes the topics",
            e);
      }
      throw e;
    }
  }

  private static void makePopularTopic(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    NewTopic topic =
        new NewTopic(name, Optional.of(1), Optional.empty())
            .configs(Map.of("cleanup.policy", "compact"));
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
