package io.playhead.stream;

import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.RefusalSentences;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Asks the broker, before the job starts, for every right that the job will need: without one of
 * them it would restart for ever. Stateless.
 */
final class JobRights {
  private JobRights() {}

  /** What the job does with a topic. */
  static AclOperation on(String topic) {
    return Preflight.SINK_TOPICS.contains(topic) ? AclOperation.WRITE : AclOperation.READ;
  }

  /** Fails where the broker says that it would refuse; brokers without rights say nothing. */
  static void check(String bootstrap, TopicDescription topic) throws RunFailure {
    Set<AclOperation> allowed = topic.authorizedOperations();
    if (allowed != null && !allowed.contains(on(topic.name()))) {
      throw missing(bootstrap, on(topic.name()), "topic " + topic.name());
    }
  }

  /** Offsets are committed under that group, for monitors. */
  static void checkGroup(Admin admin, String group)
      throws ExecutionException, InterruptedException {
    try {
      admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) { // nobody has committed yet
        throw e;
      }
    }
  }

  /**
   * With exactly-once delivery, transactions whose ids begin with the group's name. There is no
   * asking: one is begun and left, which costs the broker an id for some days.
   */
  static void checkTransactions(
      String bootstrap,
      ClientSettings clients,
      String group,
      DeliveryGuarantee delivery,
      long limitMs)
      throws RunFailure {
    if (delivery != DeliveryGuarantee.EXACTLY_ONCE) {
      return;
    }
    Map<String, Object> own =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + "-preflight",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, limitMs);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            clients.kafka(own), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
    } catch (TransactionalIdAuthorizationException e) {
      throw missing(bootstrap, AclOperation.WRITE, "transactional ids " + group + "-*");
    }
  }

  private static RunFailure missing(String bootstrap, AclOperation operation, String resource) {
    return RunFailure.unreachable(
        RefusalSentences.right(bootstrap, operation.name(), resource), null);
  }
}
