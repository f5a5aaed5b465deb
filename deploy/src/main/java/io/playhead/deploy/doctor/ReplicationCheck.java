package io.playhead.deploy.doctor;

import io.playhead.deploy.topics.KafkaAccess;
import java.util.List;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/** Each partition has a leader and all its copies, and losing a broker neither loses nor stops. */
final class ReplicationCheck implements Check {
  private static final int COPIES = 3;

  @Override
  public String name() {
    return "replication";
  }

  @Override
  public List<Finding> look(LiveSystem system) {
    KafkaAccess kafka = system.kafka();
    int brokers =
        kafka.await(system.admin().describeCluster().nodes(), "which brokers there are").size();
    Findings findings = new Findings(name());
    kafka
        .await(
            system.admin().describeTopics(system.topics().keySet()).allTopicNames(), "its topics")
        .values()
        .forEach(topic -> look(system, topic, brokers, findings));
    return findings.or(
        brokers == 1
            ? "one broker, so no copies: if its disk is lost, all is"
            : brokers + " brokers, every partition has a leader and all its copies");
  }

  private static void look(
      LiveSystem system, TopicDescription topic, int brokers, Findings findings) {
    int copies = Integer.MAX_VALUE;
    for (TopicPartitionInfo partition : topic.partitions()) {
      String name = topic.name() + "-" + partition.partition();
      copies = Math.min(copies, partition.replicas().size());
      if (partition.leader() == null || partition.leader().isEmpty()) {
        findings.wrong(
            name + " has no leader: nothing can be read from it or written to it",
            "start the brokers that have it: "
                + partition.replicas().stream().map(node -> node.idString()).toList());
      } else if (partition.isr().size() < partition.replicas().size()) {
        findings.warn(
            String.format(
                "%s has %d of %d copies in sync",
                name, partition.isr().size(), partition.replicas().size()),
            "see why a broker is away or slow; kafka-topics --describe"
                + " --under-replicated-partitions lists all");
      }
    }
    if (brokers > 1 && copies < Math.min(COPIES, brokers)) {
      findings.warn(
          topic.name() + " has " + copies + " copies on " + brokers + " brokers",
          "raise it to " + Math.min(COPIES, brokers) + " with kafka-reassign-partitions");
    }
    long inSync = system.topics().get(topic.name()).number("min.insync.replicas", 1);
    if (copies >= COPIES && inSync < 2) {
      findings.warn(
          topic.name() + " takes a record as written with one copy in sync",
          "set min.insync.replicas=2, so that the loss of a broker loses nothing");
    }
    if (inSync > 1 && inSync >= copies) {
      findings.warn(
          topic.name() + " takes no record once one of its " + copies + " copies is away",
          "set min.insync.replicas=" + Math.max(1, copies - 1));
    }
  }
}
