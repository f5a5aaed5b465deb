package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Await;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Counts what has been written to a topic, from its end offsets. One thread. */
final class TopicEnds implements AutoCloseable {
  private final Admin admin;
  private final Map<TopicPartition, OffsetSpec> latest = new HashMap<>();

  TopicEnds(String bootstrap, String topic, int partitions) {
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    for (int partition = 0; partition < partitions; partition++) {
      latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
  }

  /** Records written so far. */
  long count() {
    try {
      return admin.listOffsets(latest).all().get().values().stream()
          .mapToLong(info -> info.offset())
          .sum();
    } catch (ExecutionException e) {
      throw CommandFailure.unreachable("Kafka did not tell its end offsets: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted while asking for end offsets", e);
    }
  }

  /** Records written once none has come for {@code quiet}. */
  long settled(Duration quiet) {
    long[] seen = {count()};
    while (Await.until(quiet, () -> count() > seen[0])) {
      seen[0] = count();
    }
    return seen[0];
  }

  @Override
  public void close() {
    admin.close();
  }
}
