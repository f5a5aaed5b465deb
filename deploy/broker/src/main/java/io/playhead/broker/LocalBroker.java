package io.playhead.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One KRaft node in its own JVM. Prints {@code ready HOST:PORT} when clients may come, serves until
 * its standard input closes, so that it never outlives a launcher that died, and can be started
 * again on the same folder. Exit code 2: wrong options; 1: it did not start.
 */
public final class LocalBroker {
  private LocalBroker() {}

  /**
   * Starts the broker and serves until standard input closes.
   *
   * @param args see {@link BrokerOptions#parse}
   */
  public static void main(String[] args) {
    BrokerOptions options;
    try {
      options = BrokerOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("broker: " + e.getMessage());
      System.exit(2);
      return;
    }
    KafkaRaftServer server = null;
    try {
      Files.createDirectories(options.data());
      format(options);
      server =
          new KafkaRaftServer(
              KafkaConfig.fromProps(BrokerOverrides.over(options.kafkaProperties())), Time.SYSTEM);
      server.startup();
    } catch (Exception e) {
      System.err.println(
          "broker: could not start on port " + options.port() + " in " + options.data());
      e.printStackTrace();
      // Kafka's threads may live on after a failed start.
      Runtime.getRuntime().halt(1);
    }
    System.out.println("ready 127.0.0.1:" + options.port());
    waitUntilClosed(System.in);
    server.shutdown();
    server.awaitShutdown();
    System.exit(0);
  }

  /** Writes the folder's identity; a folder that has one keeps it. */
  private static void format(BrokerOptions options) throws Exception {
    if (Files.exists(options.data().resolve("meta.properties"))) {
      return;
    }
    ByteArrayOutputStream chatter = new ByteArrayOutputStream();
    new Formatter()
        .setNodeId(options.node())
        .setClusterId(options.clusterIdOrNew())
        .addDirectory(options.data().toString())
        .setMetadataLogDirectory(options.data().toString())
        .setControllerListenerName("CONTROLLER")
        .setIgnoreFormatted(true)
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setPrintStream(new PrintStream(chatter, true, StandardCharsets.UTF_8))
        .run();
  }

  private static void waitUntilClosed(InputStream in) {
    try {
      while (in.read() >= 0) {
        // Whatever is written to the broker is not for it.
      }
    } catch (IOException e) {
      // As good as closed.
    }
  }
}
