package io.playhead.deploy.doctor;

import io.playhead.deploy.topics.KafkaAccess;
import io.playhead.deploy.topics.SetTopic;
import io.playhead.deploy.topics.SetTopics;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;

/** The system that is looked at: what all checks ask for, asked once. One thread. */
final class LiveSystem implements AutoCloseable {
  static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  /** The topics that the job reads members from. */
  static final List<String> MEMBER_TOPICS =
      List.of(
          Topics.PLAYBACK_EVENTS, Topics.DEVICE_EVENTS, Topics.FEEDBACK_EVENTS, Topics.ERASURES);

  private final DoctorOptions options;
  private final Admin admin;
  private final Map<String, SetTopic> topics;
  private final SchemaIds schemaIds;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ANSWER_LIMIT)
          .build();

  /** Asks the broker for its topics. */
  LiveSystem(DoctorOptions options) {
    this.options = options;
    this.schemaIds = new RegistrySchemaIds(options.registryUrl(), options.kafka().clients());
    this.admin = options.kafka().admin();
    try {
      List<String> ours = Topics.all().stream().map(Topic::name).toList();
      SetTopics.requireVisible(options.kafka(), admin, AclOperation.DESCRIBE, ours);
      Set<String> names = SetTopics.names(options.kafka(), admin);
      this.topics =
          SetTopics.of(options.kafka(), admin, ours.stream().filter(names::contains).toList());
    } catch (RuntimeException e) {
      admin.close();
      throw e;
    }
  }

  DoctorOptions options() {
    return options;
  }

  KafkaAccess kafka() {
    return options.kafka();
  }

  Admin admin() {
    return admin;
  }

  SchemaIds schemaIds() {
    return schemaIds;
  }

  HttpClient http() {
    return http;
  }

  /** Those of our topics that are there, by name. */
  Map<String, SetTopic> topics() {
    return topics;
  }

  boolean has(String topic) {
    return topics.containsKey(topic);
  }

  @Override
  public void close() {
    admin.close();
  }
}
