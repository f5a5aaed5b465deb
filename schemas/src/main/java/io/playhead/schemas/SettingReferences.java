package io.playhead.schemas;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.avro.registry.confluent.shaded.org.apache.kafka.common.config.ConfigException;
import org.apache.flink.avro.registry.confluent.shaded.org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.flink.avro.registry.confluent.shaded.org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.flink.avro.registry.confluent.shaded.org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.flink.avro.registry.confluent.shaded.org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Values that stand elsewhere, as Kafka writes them: {@code ${env:NAME}}, {@code ${file:PATH:KEY}},
 * {@code ${directory:PATH:FILE}}. Kafka's clients look them up by themselves; this one does it for
 * the registry's client, and once at the start, so that a missing one is a sentence. What it looks
 * up it keeps nowhere. One thread.
 */
final class SettingReferences {
  private static final String PACKAGE = "org.apache.kafka.common.config.provider.";

  /** Kafka's own form. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*?):(([^}]*?):)?([^}]*?)}");

  /** Kafka's own providers by the names that its documentation gives them. */
  private static final Map<String, String> CLASSES =
      Map.of(
          "env", PACKAGE + "EnvVarConfigProvider",
          "file", PACKAGE + "FileConfigProvider",
          "directory", PACKAGE + "DirectoryConfigProvider");

  private final String where;
  private final Map<String, String> classes = new HashMap<>();
  private final Map<String, ConfigProvider> providers = new HashMap<>();

  /**
   * Those that the settings may use.
   *
   * @param settings gets the class of env, file and directory, where it names none
   * @param where of the settings, for sentences
   */
  SettingReferences(Properties settings, String where) {
    this.where = where;
    for (String name : settings.getProperty(SettingNames.PROVIDERS, "").split(",")) {
      if (!name.isBlank()) {
        declare(settings, name.strip());
      }
    }
  }

  private void declare(Properties settings, String name) {
    String key = SettingNames.PROVIDERS + "." + name + ".class";
    if (settings.getProperty(key) == null && CLASSES.containsKey(name)) {
      settings.setProperty(key, CLASSES.get(name));
    }
    String className = settings.getProperty(key);
    if (className == null) {
      // Kafka would pass the references on as they are.
      throw new ClientSettingsException(
          where + ": config.providers names " + name + ", and nothing says what it is; add " + key);
    }
    classes.put(name, className.strip());
    ConfigProvider provider = provider(className.strip());
    if (provider != null) {
      Map<String, String> parameters = new HashMap<>();
      String prefix = SettingNames.PROVIDERS + "." + name + ".param.";
      settings.stringPropertyNames().stream()
          .filter(each -> each.startsWith(prefix))
          .forEach(
              each -> parameters.put(each.substring(prefix.length()), settings.getProperty(each)));
      provider.configure(parameters);
      providers.put(name, provider);
    }
  }

  /** Ours of the same behaviour; null where it is somebody else's. */
  private static ConfigProvider provider(String className) {
    return switch (className) {
      case PACKAGE + "EnvVarConfigProvider" -> new EnvVarConfigProvider();
      case PACKAGE + "FileConfigProvider" -> new FileConfigProvider();
      case PACKAGE + "DirectoryConfigProvider" -> new DirectoryConfigProvider();
      default -> null;
    };
  }

  /** Whether a value says where it stands instead of being there. */
  static boolean isIn(String value) {
    return REFERENCE.matcher(value).find();
  }

  /**
   * The value with what it refers to.
   *
   * @throws ClientSettingsException something is not there, or stands with a provider that is not
   *     Kafka's own
   */
  String resolve(String name, String value) {
    Matcher reference = REFERENCE.matcher(value);
    StringBuilder resolved = new StringBuilder();
    while (reference.find()) {
      requireOwn(name, reference);
      reference.appendReplacement(resolved, Matcher.quoteReplacement(lookUp(name, reference)));
    }
    return reference.appendTail(resolved).toString();
  }

  /** The same for a setting of Kafka's clients, which have other providers, too. */
  void check(String name, String value) {
    Matcher reference = REFERENCE.matcher(value);
    while (reference.find()) {
      if (!classes.containsKey(reference.group(1))) {
        throw undeclared(name, reference);
      }
      if (providers.containsKey(reference.group(1))) {
        lookUp(name, reference);
      }
    }
  }

  private void requireOwn(String name, Matcher reference) {
    if (!classes.containsKey(reference.group(1))) {
      throw undeclared(name, reference);
    }
    if (!providers.containsKey(reference.group(1))) {
      throw new ClientSettingsException(
          where
              + ": "
              + name
              + " cannot stand with the provider "
              + reference.group(1)
              + "; the registry's settings know Kafka's env, file and directory alone");
    }
  }

  private ClientSettingsException undeclared(String name, Matcher reference) {
    return new ClientSettingsException(
        where
            + ": "
            + name
            + " stands with a provider "
            + reference.group(1)
            + ", which config.providers does not name; add it there");
  }

  private String lookUp(String name, Matcher reference) {
    String path = reference.group(3) == null ? "" : reference.group(3).strip();
    String key = reference.group(4).strip();
    String found;
    try {
      found = providers.get(reference.group(1)).get(path, Set.of(key)).data().get(key);
    } catch (ConfigException e) {
      found = null; // a file that cannot be read; Kafka's words name the file as ours do
    }
    if (found == null) {
      throw new ClientSettingsException(
          where + ": " + name + " stands at " + reference.group() + ", and there is nothing there");
    }
    return found;
  }
}
