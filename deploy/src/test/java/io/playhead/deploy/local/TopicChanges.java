package io.playhead.deploy.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;

/** Sets topics of a broker of local mode in other ways. Test fixture. */
final class TopicChanges implements AutoCloseable {
  private static final int LIMIT_SECONDS = 30;
  private final Admin admin;

  TopicChanges(LocalMode local) {
    this.admin = Admin.create(Map.of("bootstrap.servers", local.bootstrap()));
  }

  Admin admin() {
    return admin;
  }

  void set(String topic, Map<String, String> settings) throws Exception {
    alter(new ConfigResource(ConfigResource.Type.TOPIC, topic), settings);
  }

  void setBroker(Map<String, String> settings) throws Exception {
    alter(new ConfigResource(ConfigResource.Type.BROKER, ""), settings);
  }

  private void alter(ConfigResource resource, Map<String, String> settings) throws Exception {
    Collection<AlterConfigOp> changes = new ArrayList<>();
    settings.forEach(
        (name, value) ->
            changes.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET)));
    Map<ConfigResource, Collection<AlterConfigOp>> all = new HashMap<>();
    all.put(resource, changes);
    admin.incrementalAlterConfigs(all).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  void partitions(String topic, int count) throws Exception {
    admin
        .createPartitions(Map.of(topic, NewPartitions.increaseTo(count)))
        .all()
        .get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  void delete(String topic) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    admin.close();
  }
}
