package io.playhead.view;

import io.playhead.schemas.RefusalSentences;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Asks the broker, before the view starts, for every right that Kafka Streams will need: without
 * one of them its threads would fail and be replaced for ever. Stateless.
 */
final class ViewRights {
  private final Admin admin;
  private final String bootstrap;

  ViewRights(Admin admin, String bootstrap) {
    this.admin = admin;
    this.bootstrap = bootstrap;
  }

  /** Fails where the broker says that it would refuse; brokers without rights say nothing. */
  void check(TopicDescription topic, AclOperation... wanted) throws ViewFailure {
    Set<AclOperation> allowed = topic.authorizedOperations();
    for (AclOperation operation : wanted) {
      if (allowed != null && !allowed.contains(operation)) {
        throw missing(operation, topic.name());
      }
    }
  }

  /** The right to that topic is missing altogether. */
  ViewFailure missing(AclOperation operation, String topic) {
    return ViewFailure.unreachable(
        RefusalSentences.right(bootstrap, operation.name(), "topic " + topic), null);
  }

  /** Members are shared by that group, and its stores' changelogs begin with its name. */
  void checkApplication(String applicationId)
      throws ViewFailure, ExecutionException, InterruptedException {
    String topic = applicationId + "-preflight";
    NewTopic changelog = new NewTopic(topic, Optional.of(1), Optional.empty());
    try {
      admin
          .createTopics(List.of(changelog), new CreateTopicsOptions().validateOnly(true))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        throw ViewFailure.unreachable(
            RefusalSentences.right(bootstrap, "CREATE", "topics " + applicationId + "-*"), e);
      }
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
    try {
      admin.describeConsumerGroups(List.of(applicationId)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) { // nobody has joined yet
        throw e;
      }
    }
  }
}
