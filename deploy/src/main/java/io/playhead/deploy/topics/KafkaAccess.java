package io.playhead.deploy.topics;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.RefusalSentences;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How a user's broker is reached. Clients made here never write, and give up after {@link
 * #LIMIT_MS}.
 *
 * @param bootstrap where Kafka's clients connect
 * @param clients how they connect, and as whom
 */
public record KafkaAccess(String bootstrap, ClientSettings clients) {
  /** Longest wait for one answer of the broker, milliseconds. */
  public static final int LIMIT_MS = 20_000;

  private static final int RECORDS_MAX = 2_000;

  /** For an admin's questions; the caller closes it. */
  public Admin admin() {
    Map<String, Object> all = new HashMap<>();
    all.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS);
    all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS / 2);
    return Admin.create(clients.kafka(all));
  }

  /**
   * A reader in no group; the caller assigns and closes it.
   *
   * @param isolation read_committed, or read_uncommitted to see what aborted transactions left
   */
  public KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    Map<String, Object> all = new HashMap<>();
    all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_MAX);
    all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS);
    return new KafkaConsumer<>(
        clients.kafka(all), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** What an admin was asked for; {@code what} names it in the sentence of a failure. */
  public <T> T await(KafkaFuture<T> answer, String what) {
    try {
      return answer.get(LIMIT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | KafkaException | TimeoutException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw CommandFailure.unreachable(
          "Kafka at " + bootstrap + " does not tell " + what + ": " + cause.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted while asking Kafka for " + what, e);
    }
  }

  /** Fails where the broker refuses that answer to this client, and for no other reason. */
  public void requireAllowed(KafkaFuture<?> answer, AclOperation operation, String topic) {
    try {
      answer.get(LIMIT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        throw CommandFailure.unreachable(
            RefusalSentences.right(bootstrap, operation.name(), "topic " + topic), e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted while asking Kafka for topic " + topic, e);
    }
  }
}
