package io.playhead.schemas;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the clients of Kafka and of the registry connect, and as whom: {@code --client-config}. Read
 * once and validated once, before anybody is asked. Values may be secrets, so nothing here prints
 * one, and what goes to Kafka's clients from a file goes as a reference to that file: each client
 * looks its values up on its own machine, and none is in Flink's job graph. Never changes.
 */
public final class ClientSettings {
  /** No settings: plain connections. */
  public static final ClientSettings NONE = new ClientSettings(null, Map.of(), Map.of());

  /** Of the provider that reads the file itself; no user will have one of that name. */
  private static final String SELF = "playhead-client-config";

  private static final String SELF_CLASS =
      "org.apache.kafka.common.config.provider.FileConfigProvider";

  private static final Set<String> PROTOCOLS =
      Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");

  private static final String IDENTIFICATION =
      SettingNames.REGISTRY + "ssl.endpoint.identification.algorithm";

  private final Path file;
  private final Map<String, String> kafka;
  private final Map<String, String> registry;

  private ClientSettings(Path file, Map<String, String> kafka, Map<String, String> registry) {
    this.file = file;
    this.kafka = kafka;
    this.registry = registry;
  }

  /**
   * Those of a properties file in UTF-8.
   *
   * @param file null: {@link #NONE}
   * @throws ClientSettingsException it cannot be read, or a setting cannot be used
   */
  public static ClientSettings read(Path file) {
    if (file == null) {
      return NONE;
    }
    Path absolute = file.toAbsolutePath().normalize();
    String where = "client settings in " + absolute;
    if (absolute.toString().matches("(?s).*[:}].*")) {
      throw new ClientSettingsException(
          where + ": Kafka cannot refer to a path with a colon or a brace; move the file");
    }
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(absolute, StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw new ClientSettingsException(where + ": this is no properties file in UTF-8");
    } catch (IOException e) {
      throw new ClientSettingsException(
          where + " cannot be read; name a file that this process may read as --client-config");
    }
    return of(properties, absolute, where);
  }

  /**
   * Those of a program that has them already.
   *
   * @throws ClientSettingsException a setting cannot be used
   */
  public static ClientSettings of(Properties properties) {
    Properties copy = new Properties();
    properties.stringPropertyNames().forEach(name -> copy.put(name, properties.getProperty(name)));
    return of(copy, null, "client settings");
  }

  private static ClientSettings of(Properties properties, Path file, String where) {
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      checkName(name, where);
    }
    SettingReferences references = new SettingReferences(properties, where);
    Map<String, String> kafka = new HashMap<>();
    Map<String, String> registry = new HashMap<>();
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      String value = properties.getProperty(name).strip();
      if (name.startsWith(SettingNames.REGISTRY)) {
        registry.put(name, references.resolve(name, value));
        checkFile(name, registry.get(name), where);
      } else {
        references.check(name, value);
        checkFile(name, value, where);
        kafka.put(name, value);
      }
    }
    checkProtocol(kafka, where);
    completeRegistry(registry, where);
    return new ClientSettings(file, file == null ? kafka : byReference(kafka, file), registry);
  }

  private static void checkName(String name, String where) {
    if (SettingNames.isOurs(name)) {
      throw new ClientSettingsException(
          where
              + ": "
              + name
              + " is set by Playhead itself, whose promises hang on it, or by an option of the"
              + " command; take it out");
    }
    if (!SettingNames.isKnown(name)) {
      throw new ClientSettingsException(
          where
              + ": "
              + name
              + " is no setting of a connection; is "
              + SettingNames.nearest(name)
              + " meant?");
    }
  }

  private static void checkFile(String name, String value, String where) {
    if (name.endsWith("store.location")
        && !SettingReferences.isIn(value)
        && !Files.isReadable(Path.of(value))) {
      throw new ClientSettingsException(
          where + ": " + name + " names " + value + ", which is no file that can be read");
    }
  }

  /** What is set for TLS or a login and would be ignored without a word. */
  private static void checkProtocol(Map<String, String> kafka, String where) {
    String protocol = kafka.getOrDefault("security.protocol", "PLAINTEXT");
    if (SettingReferences.isIn(protocol)) {
      return;
    }
    if (!PROTOCOLS.contains(protocol)) {
      throw new ClientSettingsException(
          where + ": security.protocol must be PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL");
    }
    for (String name : new TreeSet<>(kafka.keySet())) {
      if (name.startsWith("sasl.") && !protocol.startsWith("SASL_")
          || name.startsWith("ssl.") && !protocol.endsWith("SSL")) {
        throw new ClientSettingsException(
            where
                + ": "
                + name
                + " does nothing with security.protocol="
                + protocol
                + "; correct security.protocol or take it out");
      }
    }
  }

  private static void completeRegistry(Map<String, String> registry, String where) {
    String basic = SettingNames.REGISTRY + "basic.auth.";
    String bearer = SettingNames.REGISTRY + "bearer.auth.";
    if (registry.containsKey(basic + "user.info")) {
      registry.putIfAbsent(basic + "credentials.source", "USER_INFO");
    }
    if (registry.containsKey(bearer + "token")) {
      registry.putIfAbsent(bearer + "credentials.source", "STATIC_TOKEN");
    }
    if (registry.containsKey(basic + "credentials.source")
        && registry.containsKey(bearer + "credentials.source")) {
      throw new ClientSettingsException(
          where + ": " + basic + "* and " + bearer + "* exclude each other; take one of them out");
    }
  }

  /** Each value as a reference to the file, but those that are references already. */
  private static Map<String, String> byReference(Map<String, String> kafka, Path file) {
    Map<String, String> references = new HashMap<>();
    kafka.forEach(
        (name, value) ->
            references.put(
                name,
                name.startsWith(SettingNames.PROVIDERS) || SettingReferences.isIn(value)
                    ? value
                    : "${" + SELF + ":" + file + ":" + name + "}"));
    references.merge(SettingNames.PROVIDERS, SELF, (named, self) -> named + "," + self);
    references.put(SettingNames.PROVIDERS + "." + SELF + ".class", SELF_CLASS);
    return references;
  }

  /** For a client of Kafka: these, and over them {@code own}, which what asks for it promises. */
  public Map<String, Object> kafka(Map<String, ?> own) {
    Map<String, Object> all = new HashMap<>(kafka);
    all.putAll(own);
    return all;
  }

  /** For the registry's client, as it names them. */
  Map<String, String> registry() {
    Map<String, String> all = new HashMap<>(registry);
    // Without, that client takes any certificate for any host as soon as it has one setting.
    all.putIfAbsent(IDENTIFICATION, "https");
    return all;
  }

  /** A sentence of somebody else's, without the registry's values, should it hold one. */
  String hidden(String sentence) {
    String hidden = sentence;
    for (String value : registry.values()) {
      // One or two letters are no secret, and stand everywhere.
      hidden = value.length() > 2 ? hidden.replace(value, "[hidden]") : hidden;
    }
    return hidden;
  }

  /** Where they stand, at the same path on every machine that uses them; null: in no file. */
  public Path file() {
    return file;
  }

  /** Where they stand; no value. */
  @Override
  public String toString() {
    return file == null ? "client settings" : "client settings in " + file;
  }
}
