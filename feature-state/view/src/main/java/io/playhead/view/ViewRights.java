package io.playhead.view;

import io.playhead.schemas.RefusalSentences;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the broker, before the view starts, for every right that Kafka Streams will need: without
 * one of them its threads would fail and be replaced for ever. One thread.
 */
final class ViewRights {
  private static final long MADE_LIMIT_NS = TimeUnit.SECONDS.toNanos(10);
  private static final long MADE_POLL_MS = 50;

  private final Admin admin;
  private final String bootstrap;

  ViewRights(Admin admin, String bootstrap) {
    this.admin = admin;
    this.bootstrap = bootstrap;
  }

  /** The topic, and what this client may do with it. */
  TopicDescription describe(String topic) throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(
            List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .topicNameValues()
        .get(topic)
        .get();
  }

  /** The view's own topic, of which a broker may not know for a moment after it was made. */
  void checkOwn(String topic) throws ViewFailure, ExecutionException, InterruptedException {
    long deadlineNs = System.nanoTime() + MADE_LIMIT_NS;
    while (true) {
      try {
        check(describe(topic), AclOperation.READ, AclOperation.WRITE);
        return;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TopicAuthorizationException) {
          throw missing(AclOperation.READ, topic);
        }
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() - deadlineNs > 0) {
          throw e;
        }
      }
      Thread.sleep(MADE_POLL_MS);
    }
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
