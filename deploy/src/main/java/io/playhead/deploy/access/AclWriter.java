package io.playhead.deploy.access;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Servers;
import io.playhead.schemas.ClientSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.SecurityDisabledException;

/** Gives rights to principals of a broker that keeps lists of them. One thread. */
public final class AclWriter implements AutoCloseable {
  private static final int LIMIT_MS = 10_000;

  private final String bootstrap;
  private final Admin admin;

  /** As whoever may change rights there. */
  public AclWriter(String bootstrap, ClientSettings clients) {
    this.bootstrap = bootstrap;
    Map<String, Object> own =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS / 2);
    try {
      this.admin = Admin.create(clients.kafka(own));
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  /** Adds them; those that are there stay. */
  public void add(String principal, List<Right> rights) {
    try {
      admin.createAcls(rights.stream().map(right -> right.binding(principal)).toList()).all().get();
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted while asking the broker at " + bootstrap, e);
    }
  }

  private CommandFailure failure(Exception e) {
    if (e.getCause() instanceof SecurityDisabledException) {
      return CommandFailure.badInput(
          "the Kafka broker at "
              + bootstrap
              + " keeps no list of rights; set its authorizer.class.name",
          e);
    }
    String silence =
        "the Kafka broker at "
            + bootstrap
            + " does not answer; start it, give its address as --bootstrap, or how it is reached as"
            + " --client-config";
    return Servers.failure(bootstrap, AclOperation.ALTER, silence, e);
  }

  @Override
  public void close() {
    admin.close();
  }
}
