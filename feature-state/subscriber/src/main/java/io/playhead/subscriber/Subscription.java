package io.playhead.subscriber;

import io.playhead.schemas.AvroTrust;
import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.schemas.SchemaIds;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What to follow, and how: choices between {@link PageSubscriber#to} and {@link #start}. Made and
 * used on one thread; what it starts keeps nothing of it.
 */
public final class Subscription {
  // Broker 6 s + registry 2 s to connect + 2 s to read = 10 s until a start has failed.
  private static final Duration BROKER_LIMIT = Duration.ofSeconds(6);
  private static final Duration REGISTRY_LIMIT = Duration.ofSeconds(2);

  private final String bootstrap;
  private final String registryUrl;
  private final SchemaIds givenIds;
  private ClientSettings clients = ClientSettings.NONE;
  private final Map<String, Object> kafka = new HashMap<>();
  private String group;
  private Predicate<String> followed = memberId -> true;
  private boolean fromNow;

  Subscription(String bootstrap, String registryUrl) {
    this.bootstrap = Objects.requireNonNull(bootstrap, "bootstrap");
    this.registryUrl = Objects.requireNonNull(registryUrl, "registryUrl");
    this.givenIds = null;
  }

  Subscription(String bootstrap, SchemaIds schemaIds) {
    this.bootstrap = Objects.requireNonNull(bootstrap, "bootstrap");
    this.registryUrl = null;
    this.givenIds = Objects.requireNonNull(schemaIds, "schemaIds");
  }

  /**
   * Shares the topic with every other process of that group, each member's pages going to one of
   * them, and starts where the group has committed. For services that keep pages in a store which
   * outlives the process and which all of them write to.
   *
   * <p>Without a group each process gets every member's page, and reads the topic from its
   * beginning each time it starts. For services that keep pages in memory.
   *
   * <p>Kafka forgets a group's positions after 7 days without a process ({@code
   * offsets.retention.minutes}), and the topic forgets who was forgotten 6 hours after ({@code
   * delete.retention.ms}, as Playhead makes it). A group that was away for longer than the second
   * starts under a new name with an empty store, or it keeps pages of members it was to delete.
   *
   * @throws IllegalArgumentException the name is blank
   */
  public Subscription group(String name) {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("The group's name is blank; leave group() out for none.");
    }
    group = name;
    return this;
  }

  /**
   * Delivers pages of these members alone; others cost a look at the key of each record. A set's
   * {@code contains} will do. Being forgotten is delivered of every member.
   *
   * @param memberIds asked on the subscriber's thread for every record, so it must be fast; its
   *     answers may change. A member that is followed from now on gets the next page, not the one
   *     before. What it throws stops the subscriber, as with {@link PageListener}.
   */
  public Subscription onlyMembers(Predicate<String> memberIds) {
    followed = Objects.requireNonNull(memberIds, "memberIds");
    return this;
  }

  /**
   * Without a committed position, starts at the beginning: the topic is compacted, so that is the
   * newest page of every member. The default.
   */
  public Subscription fromBeginning() {
    fromNow = false;
    return this;
  }

  /**
   * Without a committed position, starts with the first page after {@link #start} was called. In a
   * group that moment is the first start of all, and is committed at once.
   */
  public Subscription fromNow() {
    fromNow = true;
    return this;
  }

  /**
   * How Kafka and the registry are reached, and as whom: what a file of {@code --client-config}
   * holds, such as {@code security.protocol}, {@code sasl.jaas.config} or {@code
   * schema.registry.basic.auth.user.info}.
   *
   * @throws io.playhead.schemas.ClientSettingsException one of them cannot be used
   */
  public Subscription clients(Properties settings) {
    clients = ClientSettings.of(settings);
    return this;
  }

  /**
   * Sets further properties of the Kafka consumer, such as {@code fetch.min.bytes}. Defaults that
   * may be changed: {@code isolation.level} is {@code read_committed}, and partitions are assigned
   * cooperatively.
   *
   * @param properties by Kafka's names
   * @throws IllegalArgumentException one of them is the subscriber's own
   */
  public Subscription kafka(Map<String, ?> properties) {
    properties.keySet().forEach(ConsumerSettings::requireFree);
    kafka.putAll(properties);
    return this;
  }

  /**
   * Starts to follow, on a thread of its own.
   *
   * @param listener called on that thread alone, until the subscriber is closed
   * @throws SubscriberException broker, topic or registry is not there; within 10 s, in one
   *     sentence that names the address and what to do
   * @throws IllegalStateException the JVM was started without {@code
   *     -Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas}
   */
  public PageSubscriber start(PageListener listener) {
    return start(listener, BROKER_LIMIT);
  }

  PageSubscriber start(PageListener listener, Duration brokerLimit) {
    Objects.requireNonNull(listener, "listener");
    AvroTrust.require();
    KafkaConsumer<byte[], byte[]> consumer = consumer();
    try {
      TopicEnds ends = TopicEnds.ask(consumer, bootstrap, brokerLimit);
      SchemaIds schemaIds = schemaIds();
      PageLoop.Start start = new PageLoop.Start(group != null, fromNow);
      Deliveries deliveries = new Deliveries(followed, schemaIds);
      return new PageSubscriber(
          new PageLoop(consumer, ends, start, deliveries, listener, System::nanoTime), group);
    } catch (RegistryUnreachableException e) {
      consumer.close();
      throw new SubscriberException(e.getMessage(), e);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** Those that were given, or the registry's, once it has answered. */
  private SchemaIds schemaIds() {
    if (givenIds != null) {
      return givenIds;
    }
    RegistrySchemaIds.check(registryUrl, REGISTRY_LIMIT, clients);
    return new RegistrySchemaIds(registryUrl, clients);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    try {
      return new KafkaConsumer<>(
          ConsumerSettings.of(bootstrap, group, clients.kafka(kafka)),
          new ByteArrayDeserializer(),
          new ByteArrayDeserializer());
    } catch (KafkaException e) {
      String what = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new SubscriberException(
          "A Kafka client for "
              + bootstrap
              + " cannot be made ("
              + what
              + "); correct the address or the properties.",
          e);
    }
  }
}
