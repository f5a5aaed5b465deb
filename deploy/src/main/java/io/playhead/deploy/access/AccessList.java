package io.playhead.deploy.access;

import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The least that each role needs on Kafka. A test runs every role with exactly these rights, and
 * takes one away to see it refused. Stateless.
 */
public final class AccessList {
  private static final List<String> EVENTS =
      List.of(Topics.PLAYBACK_EVENTS, Topics.DEVICE_EVENTS, Topics.FEEDBACK_EVENTS);

  private static final List<String> ALL = Topics.all().stream().map(Topic::name).toList();

  private AccessList() {}

  /** In the order of the path. */
  public static List<Right> of(Role role, Names names) {
    List<Right> rights = new ArrayList<>();
    switch (role) {
      case JOB -> {
        topics(rights, AclOperation.READ, EVENTS);
        topics(
            rights,
            AclOperation.READ,
            List.of(Topics.ERASURES, Topics.TITLES, Topics.MODEL_RELEASES));
        topics(
            rights,
            AclOperation.WRITE,
            List.of(
                Topics.RECOMMENDATIONS,
                Topics.MEMBER_EMBEDDINGS,
                Topics.INTERACTION_TOKENS,
                Topics.REJECTED_EVENTS));
        group(rights, names.group());
        if (names.exactlyOnce()) {
          // GROUP-members-SUBTASK-CHECKPOINT and GROUP-rejected-events-SUBTASK-CHECKPOINT.
          prefixed(rights, AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, names.group() + "-");
        }
      }
      case VIEW -> {
        topics(
            rights,
            AclOperation.READ,
            List.of(
                Topics.RECOMMENDATIONS, Topics.INTERACTION_TOKENS, Topics.ERASURES, Topics.TITLES));
        group(rights, names.applicationId());
        // Its changelogs, and the one topic of what is popular.
        for (AclOperation operation :
            List.of(AclOperation.CREATE, AclOperation.READ, AclOperation.WRITE)) {
          prefixed(rights, operation, ResourceType.TOPIC, names.applicationId() + "-");
        }
      }
      case RELEASE -> topics(rights, AclOperation.WRITE, List.of(Topics.MODEL_RELEASES));
      case RECORD -> {
        topics(rights, AclOperation.READ, EVENTS);
        topics(
            rights,
            AclOperation.READ,
            List.of(Topics.ERASURES, Topics.TITLES, Topics.MODEL_RELEASES, Topics.RECOMMENDATIONS));
      }
      case PREPARE -> topics(rights, AclOperation.CREATE, ALL);
      case SETUP -> {
        topics(rights, AclOperation.DESCRIBE, ALL);
        topics(rights, AclOperation.DESCRIBE_CONFIGS, ALL);
        topics(rights, AclOperation.CREATE, ALL);
      }
      case FORGET -> {
        topics(rights, AclOperation.READ, ALL);
        topics(rights, AclOperation.DESCRIBE_CONFIGS, ALL);
        topics(rights, AclOperation.WRITE, List.of(Topics.ERASURES));
        // What the job has committed, as it does with each checkpoint.
        describeGroup(rights, names.group());
        // The view's changelogs.
        for (AclOperation operation : List.of(AclOperation.READ, AclOperation.DESCRIBE_CONFIGS)) {
          prefixed(rights, operation, ResourceType.TOPIC, names.applicationId() + "-");
        }
      }
      case DOCTOR -> {
        topics(
            rights,
            AclOperation.READ,
            List.of(Topics.TITLES, Topics.MODEL_RELEASES, Topics.REJECTED_EVENTS));
        topics(
            rights,
            AclOperation.DESCRIBE,
            List.of(
                Topics.PLAYBACK_EVENTS,
                Topics.DEVICE_EVENTS,
                Topics.FEEDBACK_EVENTS,
                Topics.ERASURES,
                Topics.RECOMMENDATIONS,
                Topics.MEMBER_EMBEDDINGS,
                Topics.INTERACTION_TOKENS));
        topics(rights, AclOperation.DESCRIBE_CONFIGS, ALL);
        describeGroup(rights, names.group());
        describeGroup(rights, names.applicationId());
      }
      case EVENTS -> topics(rights, AclOperation.WRITE, EVENTS);
      case CATALOGUE -> topics(rights, AclOperation.WRITE, List.of(Topics.TITLES));
      case ERASURES -> topics(rights, AclOperation.WRITE, List.of(Topics.ERASURES));
      case PAGES -> {
        topics(rights, AclOperation.READ, List.of(Topics.RECOMMENDATIONS));
        group(rights, names.pagesGroup());
      }
    }
    return List.copyOf(rights);
  }

  private static void topics(List<Right> rights, AclOperation operation, List<String> topics) {
    topics.forEach(topic -> rights.add(Right.topic(operation, topic)));
  }

  private static void group(List<Right> rights, String group) {
    rights.add(new Right(AclOperation.READ, ResourceType.GROUP, group, false));
  }

  private static void describeGroup(List<Right> rights, String group) {
    rights.add(new Right(AclOperation.DESCRIBE, ResourceType.GROUP, group, false));
  }

  private static void prefixed(
      List<Right> rights, AclOperation operation, ResourceType resource, String prefix) {
    rights.add(new Right(operation, resource, prefix, true));
  }
}
