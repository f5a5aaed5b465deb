package io.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class ClientSettingsTest {
  private static final String SECRET = "s3cr3t-of-nobody";

  @TempDir private Path folder;

  @Test
  void noFileIsPlainConnections() {
    assertThat(ClientSettings.read(null)).isSameAs(ClientSettings.NONE);
    assertThat(ClientSettings.NONE.kafka(Map.of("bootstrap.servers", "a:1")))
        .isEqualTo(Map.of("bootstrap.servers", "a:1"));
  }

  @Test
  void givesKafkaNoValueButWhereItStands() throws IOException {
    Path file = write("security.protocol=SASL_SSL", "sasl.jaas.config=x password=" + SECRET + ";");

    Map<String, Object> kafka = ClientSettings.read(file).kafka(Map.of());

    assertThat(kafka)
        .containsEntry(
            "sasl.jaas.config", "${playhead-client-config:" + file + ":sasl.jaas.config}")
        .containsEntry("config.providers", "playhead-client-config")
        .containsEntry(
            "config.providers.playhead-client-config.class",
            "org.apache.kafka.common.config.provider.FileConfigProvider");
    assertThat(kafka.toString()).doesNotContain(SECRET);
  }

  @Test
  void leavesReferencesToKafkaAndFillsInTheClassesOfItsOwnProviders() throws IOException {
    Path file =
        write(
            "config.providers=env,file",
            "security.protocol=SASL_SSL",
            "sasl.jaas.config=x password=\"${env:PATH}\";");

    Map<String, Object> kafka = ClientSettings.read(file).kafka(Map.of());

    assertThat(kafka)
        .containsEntry("sasl.jaas.config", "x password=\"${env:PATH}\";")
        .containsEntry("config.providers", "env,file,playhead-client-config")
        .containsEntry(
            "config.providers.env.class",
            "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
  }

  @Test
  void whatTheCallerPromisesWinsOverTheFile() throws IOException {
    Path file = write("request.timeout.ms=1");

    assertThat(ClientSettings.read(file).kafka(Map.of("request.timeout.ms", 5)))
        .containsEntry("request.timeout.ms", 5);
  }

  @Test
  void looksUpWhatTheRegistrysClientCannot() throws IOException {
    Path directory = Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(directory.resolve("token"), SECRET);
    Path other = Files.writeString(folder.resolve("other"), "store=" + SECRET + "-2");
    Path store = Files.writeString(folder.resolve("trust.p12"), "");
    Path file =
        write(
            "config.providers=env, file,directory",
            "schema.registry.bearer.auth.token=${directory:" + directory + ":token}",
            "schema.registry.ssl.truststore.location=" + store,
            "schema.registry.ssl.truststore.password=${file:" + other + ":store}");

    ClientSettings settings = ClientSettings.read(file);

    assertThat(settings.registry())
        .containsEntry("schema.registry.bearer.auth.token", SECRET)
        .containsEntry("schema.registry.bearer.auth.credentials.source", "STATIC_TOKEN")
        .containsEntry("schema.registry.ssl.truststore.password", SECRET + "-2");
    assertThat(settings.kafka(Map.of()).keySet()).noneMatch(name -> name.startsWith("schema."));
  }

  @Test
  void aRegistrysHostIsHeldAgainstItsCertificateUnlessSomebodySaysOtherwise() {
    String name = "schema.registry.ssl.endpoint.identification.algorithm";
    Properties off = new Properties();
    off.setProperty(name, "");

    assertThat(ClientSettings.NONE.registry()).containsEntry(name, "https");
    assertThat(ClientSettings.of(off).registry()).containsEntry(name, "");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # line                                              | what is said
          acks=0                                              | acks is set by Playhead itself
          enable.idempotence=false                            | enable.idempotence is set by Playhead itself
          isolation.level=read_uncommitted                    | isolation.level is set by Playhead itself
          group.id=x                                          | group.id is set by Playhead itself
          bootstrap.servers=a:1                               | by an option of the command
          schema.registry.url=http://a                        | by an option of the command
          security.protocl=SSL                                | is security.protocol meant?
          ssl.trustore.location=/x                            | is ssl.truststore.location meant?
          sasl.jass.config=x                                  | is sasl.jaas.config meant?
          schema.registry.basic.auth.userinfo=x               | is schema.registry.basic.auth.user.info meant?
          colour=blue                                         | colour is no setting of a connection
          security.protocol=TLS                               | must be PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL
          sasl.mechanism=PLAIN                                | does nothing with security.protocol=PLAINTEXT
          ssl.protocol=TLSv1.3                                | does nothing with security.protocol=PLAINTEXT
          schema.registry.ssl.keystore.location=/none/there   | names /none/there, which is no file
          config.providers=vault                              | add config.providers.vault.class
          request.timeout.ms=${env:PATH}                      | a provider env, which config.providers does not name
          schema.registry.bearer.auth.token=${envv:PATH}      | a provider envv, which config.providers does not name
          """)
  void refusesInOneSentence(String line, String said) throws IOException {
    Path file = write(line);

    ClientSettingsException e =
        catchThrowableOfType(ClientSettingsException.class, () -> ClientSettings.read(file));

    assertThat(e).isNotNull();
    assertThat(e.getMessage()).startsWith("client settings in " + file + ": ").contains(said);
    assertThat(e.getMessage().lines()).hasSize(1);
  }

  @Test
  void saysWhichReferenceLeadsNowhere() throws IOException {
    Path file =
        write(
            "config.providers=env,file",
            "security.protocol=SASL_SSL",
            "sasl.jaas.config=password=" + SECRET + " ${env:PLAYHEAD_NOT_SET_ANYWHERE}");
    Path other =
        write("config.providers=file", "request.timeout.ms=${file:" + folder + "/none:key}");

    assertThatThrownBy(() -> ClientSettings.read(file))
        .hasMessageContaining("sasl.jaas.config stands at ${env:PLAYHEAD_NOT_SET_ANYWHERE}")
        .hasMessageNotContaining(SECRET);
    assertThatThrownBy(() -> ClientSettings.read(other)).hasMessageContaining("/none:key}");
  }

  @Test
  void twoWaysToLogInAreOneTooMany() throws IOException {
    Path file =
        write(
            "schema.registry.basic.auth.user.info=me:" + SECRET,
            "schema.registry.bearer.auth.token=" + SECRET);

    assertThatThrownBy(() -> ClientSettings.read(file))
        .hasMessageContaining("exclude each other")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void aProviderOfSomebodyElsesIsForKafkaAlone() throws IOException {
    String vault = "config.providers.vault.class=com.example.Vault";
    Path kafka =
        write(
            "config.providers=vault",
            vault,
            "security.protocol=SSL",
            "ssl.key.password=${vault:a}");
    Path registry =
        write("config.providers=vault", vault, "schema.registry.bearer.auth.token=${vault:a}");

    assertThat(ClientSettings.read(kafka).kafka(Map.of()))
        .containsEntry("ssl.key.password", "${vault:a}");
    assertThatThrownBy(() -> ClientSettings.read(registry))
        .hasMessageContaining("cannot stand with the provider vault");
  }

  @Test
  void aFileThatIsNoneIsSaidByItsName() throws IOException {
    Path missing = folder.resolve("missing.properties");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Path escaped = Files.writeString(folder.resolve("escaped"), "a=\\u00zz");

    assertThatThrownBy(() -> ClientSettings.read(missing)).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> ClientSettings.read(folder)).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> ClientSettings.read(binary))
        .hasMessageContaining("no properties file");
    assertThatThrownBy(() -> ClientSettings.read(escaped))
        .hasMessageContaining("no properties file");
    assertThatThrownBy(() -> ClientSettings.read(Path.of("/a:b")))
        .hasMessageContaining("move the file");
  }

  @Test
  void aProgramGivesItsOwn() {
    Properties properties = new Properties();
    properties.setProperty("security.protocol", "SASL_PLAINTEXT");
    properties.setProperty("sasl.jaas.config", "password=" + SECRET);

    ClientSettings settings = ClientSettings.of(properties);

    assertThat(settings.kafka(new HashMap<>()))
        .containsEntry("sasl.jaas.config", "password=" + SECRET);
    assertThat(settings.toString()).doesNotContain(SECRET);
    assertThat(settings.file()).isNull();
  }

  private Path write(String... lines) throws IOException {
    Path file = Files.createTempFile(folder, "client", ".properties");
    return Files.write(file, java.util.List.of(lines));
  }
}
