package io.playhead.deploy.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;

/** Asks a broker which topics it has and what is set on them. Stateless. */
public final class SetTopics {
  private SetTopics() {}

  /** Names of all topics that may be seen. */
  public static Set<String> names(KafkaAccess kafka, Admin admin) {
    return new TreeSet<>(kafka.await(admin.listTopics().names(), "which topics it has"));
  }

  /**
   * Fails where this client may not see one of them: a broker does not list what it hides.
   *
   * @param operation what it will be asked for, which brings DESCRIBE with it
   */
  public static void requireVisible(
      KafkaAccess kafka, Admin admin, AclOperation operation, Collection<String> topics) {
    admin
        .describeTopics(topics)
        .topicNameValues()
        .forEach((topic, answer) -> kafka.requireAllowed(answer, operation, topic));
  }

  /** By name, those of {@code names}, which must be there. */
  public static Map<String, SetTopic> of(KafkaAccess kafka, Admin admin, Collection<String> names) {
    Map<String, TopicDescription> described =
        kafka.await(admin.describeTopics(names).allTopicNames(), "its topics");
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    DescribeConfigsResult set = admin.describeConfigs(resources);
    set.values()
        .forEach(
            (resource, answer) ->
                kafka.requireAllowed(answer, AclOperation.DESCRIBE_CONFIGS, resource.name()));
    Map<ConfigResource, Config> configs = kafka.await(set.all(), "what is set on its topics");
    Map<String, SetTopic> topics = new TreeMap<>();
    configs.forEach(
        (resource, config) -> {
          Map<String, String> settings = new HashMap<>();
          config.entries().stream()
              .filter(entry -> entry.value() != null)
              .forEach(entry -> settings.put(entry.name(), entry.value()));
          String name = resource.name();
          topics.put(name, new SetTopic(name, described.get(name).partitions().size(), settings));
        });
    return topics;
  }
}
