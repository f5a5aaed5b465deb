package io.playhead.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Kafka's properties from a file, over those of local mode: for a broker with TLS, logins and
 * rights. {@code -Dplayhead.broker.properties=FILE} names it; by its name alone, as it may hold
 * secrets. Stateless.
 */
final class BrokerOverrides {
  private static final String FILE = "playhead.broker.properties";

  private BrokerOverrides() {}

  /** The same properties with what the file says. */
  static Properties over(Properties properties) throws IOException {
    String file = System.getProperty(FILE);
    if (file != null) {
      try (Reader in = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
        properties.load(in);
      }
    }
    return properties;
  }
}
