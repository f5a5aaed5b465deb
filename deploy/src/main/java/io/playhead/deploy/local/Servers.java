package io.playhead.deploy.local;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.stream.BrokerRefusal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;

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
    requireUp(bootstrap, registryUrl, ClientSettings.NONE);
  }

  /** The same of servers that want to know who asks, or are reached over TLS. */
  public static void requireUp(String bootstrap, String registryUrl, ClientSettings clients) {
    requireBroker(bootstrap, clients);
    RegistrySchemaIds.check(registryUrl, REGISTRY_LIMIT, clients);
  }

  /** Fails with one sentence when the broker does not answer; 5 s at most. */
  public static void requireBroker(String bootstrap, ClientSettings clients) {
    Map<String, Object> own =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BROKER_LIMIT_MS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, BROKER_LIMIT_MS / 2);
    try (Admin admin = Admin.create(clients.kafka(own))) {
      admin.describeCluster().nodes().get();
    } catch (ExecutionException | KafkaException e) {
      String silence =
          "the Kafka broker at "
              + bootstrap
              + " does not answer; start it, give its address as --bootstrap, or how it is reached"
              + " as --client-config";
      throw failure(bootstrap, AclOperation.DESCRIBE, silence, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted while asking the broker at " + bootstrap, e);
    }
  }

  /**
   * What a person is told of a failure: that the broker refused this client, or that no client can
   * be made of its settings; else {@code silence}.
   *
   * @param wanted what was to be done with a topic
   */
  public static CommandFailure failure(
      String bootstrap, AclOperation wanted, String silence, Exception e) {
    String sentence = BrokerRefusal.sentence(bootstrap, wanted, e).orElse(silence);
    return BrokerRefusal.isOfSettings(e)
        ? CommandFailure.badInput(sentence, e)
        : CommandFailure.unreachable(sentence, e);
  }
}
