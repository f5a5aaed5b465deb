package io.playhead.deploy.local;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.RegistrySchemaIds;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Asks a user's broker and registry for something small before a command relies on them: Kafka's
 * clients else wait a minute and then say nothing of use to whoever mistyped an address. Stateless.
 */
public final class Servers {
  private static final int BROKER_LIMIT_MS = 5_000;
  private static final Duration REGISTRY_LIMIT = Duration.ofSeconds(5);

  private Servers() {}

  /** Fails with one sentence when either does not answer; 10 s at most. */
  public static void requireUp(String bootstrap, String registryUrl) {
    requireBroker(bootstrap);
    RegistrySchemaIds.check(registryUrl, REGISTRY_LIMIT);
  }

  /** Fails with one sentence when the broker does not answer; 5 s at most. */
  public static void requireBroker(String bootstrap) {
    Map<String, Object> properties =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BROKER_LIMIT_MS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, BROKER_LIMIT_MS / 2);
    try (Admin admin = Admin.create(properties)) {
      admin.describeCluster().nodes().get();
    } catch (ExecutionException | KafkaException e) {
      throw CommandFailure.unreachable(
          "the Kafka broker at "
              + bootstrap
              + " does not answer; start it, or give its address as --bootstrap",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted while asking the broker at " + bootstrap, e);
    }
  }
}
