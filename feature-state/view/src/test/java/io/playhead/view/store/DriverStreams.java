package io.playhead.view.store;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.Stores;

/** Kafka Streams that is never started, and has the stores of a test driver. */
final class DriverStreams extends KafkaStreams {
  private final TopologyTestDriver driver;
  private boolean reading;

  DriverStreams(TopologyTestDriver driver, Path folder) {
    super(nothing(), properties(folder), new NoServers());
    this.driver = driver;
  }

  /** From now on the stores are being read, and cannot be asked. */
  void reading() {
    reading = true;
  }

  @Override
  public <T> T store(StoreQueryParameters<T> query) {
    if (reading) {
      throw new InvalidStateStoreException(query.storeName() + " is being read");
    }
    @SuppressWarnings("unchecked")
    T store = (T) driver.getKeyValueStore(query.storeName());
    return store;
  }

  /** The smallest that it takes. */
  private static Topology nothing() {
    Topology topology = new Topology();
    topology.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("none"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled(),
        "none-in",
        new StringDeserializer(),
        new ByteArrayDeserializer(),
        "none",
        "none-copy",
        () -> new CopyProcessor("none"));
    return topology;
  }

  private static Properties properties(Path folder) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "never-started");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    return properties;
  }

  /** Clients that reach nobody. */
  private static final class NoServers implements KafkaClientSupplier {
    @Override
    public Admin getAdmin(Map<String, Object> config) {
      return (Admin)
          Proxy.newProxyInstance(
              Admin.class.getClassLoader(),
              new Class<?>[] {Admin.class},
              (proxy, method, arguments) -> null);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
      return new MockProducer<>();
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
      return new MockConsumer<>("none");
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
      return new MockConsumer<>("none");
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
      return new MockConsumer<>("none");
    }
  }
}
