package io.playhead.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The one place where {@code train}'s defaults are, train.properties, and a user's file laid over
 * it. Keys are options without their dashes. Stateless.
 */
final class TrainDefaults {
  private static final String FILE = "train.properties";

  private TrainDefaults() {}

  /** The file with its comments. */
  static String text() {
    try (InputStream in = TrainDefaults.class.getResourceAsStream(FILE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The defaults under a user's file.
   *
   * @param config null: there is none
   */
  static Properties with(Path config) {
    try {
      Properties all = parsed(text());
      if (config != null) {
        Properties own = parsed(Files.readString(config));
        requireKnown(config, own, all);
        all.putAll(own);
      }
      return all;
    } catch (IOException | IllegalArgumentException e) { // the second for a malformed escape
      throw new TrainingException(
          "--config=" + config + " cannot be read as a properties file: " + e.getMessage() + ".",
          e);
    }
  }

  private static void requireKnown(Path config, Properties own, Properties known) {
    for (String key : own.stringPropertyNames()) {
      if (!known.containsKey(key)) {
        throw new TrainingException(
            "--config="
                + config
                + " sets "
                + key
                + ", which train has no default for; --print-config prints what there is.");
      }
    }
  }

  private static Properties parsed(String text) throws IOException {
    Properties read = new Properties();
    read.load(new StringReader(text));
    Properties stripped = new Properties();
    for (String key : read.stringPropertyNames()) {
      stripped.setProperty(key, read.getProperty(key).strip());
    }
    return stripped;
  }
}
