package io.playhead.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.deploy.access.AccessList;
import io.playhead.deploy.access.Role;
import io.playhead.deploy.local.Certificates;
import io.playhead.deploy.local.GuardedRegistry;
import io.playhead.deploy.local.Ports;
import io.playhead.deploy.local.Secrets;
import io.playhead.deploy.local.SecureProcess;
import io.playhead.deploy.local.SecureServers;
import io.playhead.deploy.local.SmallRecording;
import io.playhead.deploy.local.TopicSetup;
import io.playhead.deploy.view.TokenMint;
import io.playhead.inference.TinyBundle;
import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.subscriber.PageListener;
import io.playhead.subscriber.PageSubscriber;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every process against a broker and a registry with TLS, logins and rights, each as a principal of
 * its own that has what {@link AccessList} gives it and nothing else; and what they say where that
 * is not enough. Commands of operators: {@link LeastRightsOfCommandsTest}.
 *
 * <p>One class for all processes, as they share servers with logins that take long to start.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class LeastRightsTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int UNREACHABLE = 3;
  private static final int BAD_INPUT = 2;
  private static final int PARTITIONS = 2;
  private static final int MEMBERS = 6;
  private static final int REQUESTS_PER_SECOND = 60;

  @TempDir private static Path folder;
  private static SecureServers servers;
  private static RoleCommands commands;
  private static Path bundle;

  @BeforeAll
  @Timeout(value = 240, unit = TimeUnit.SECONDS)
  static void start() throws Exception {
    servers = SecureServers.start(folder.resolve("servers"));
    commands = new RoleCommands(servers);
    for (Role role : Role.values()) {
      servers.add(role);
    }
    TopicSetup.prepare(
        servers.bootstrap(), servers.registryUrl(), PARTITIONS, commands.settings(Role.PREPARE));
    bundle = TinyBundle.DEFAULT.write(folder.resolve("bundle"), SmallRecording.TITLE_IDS);
  }

  @AfterAll
  static void stop() {
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void everyProcessDoesItsWorkWithItsOwnRightsAndShowsNoSecret() throws Exception {
    commands.write(Role.CATALOGUE, SmallRecording.TITLES);
    CapturedCommand release = commands.run(Role.RELEASE, "release", "--bundle", bundle.toString());
    assertThat(release.exitCode()).as(release.output()).isZero();
    int restPort = Ports.free();
    TokenMint mint = new TokenMint();
    try (SecureProcess job = startJob(restPort);
        SecureProcess first = startView("view-1", mint);
        SecureProcess second = startView("view-2", mint)) {
      job.awaitLine("running: ");
      commands.write(Role.EVENTS, SmallRecording.events(11, MEMBERS, 240));
      first.awaitLine("ready");
      second.awaitLine("ready");
      List<ViewOverTls> views =
          List.of(new ViewOverTls(first, servers), new ViewOverTls(second, servers));

      for (ViewOverTls view : views) {
        for (String member : members()) {
          view.awaitPage(member, mint);
        }
      }
      views.get(0).refusesOthers(members().get(0), members().get(1), mint);
      views.get(0).refusesPlainHttp();
      views.get(0).answersNoMoreThanItsRate(REQUESTS_PER_SECOND);
      assertThat(pages()).isEqualTo(Set.copyOf(members()));
      CapturedCommand record =
          commands.run(Role.RECORD, "record", "--out", folder.resolve("recording").toString());
      assertThat(record.exitCode()).as(record.output()).isZero();
      assertThat(folder.resolve("recording/manifest.json")).exists();
      commands.write(Role.ERASURES, List.of(erasure(members().get(0))));

      List<String> seen = new ArrayList<>(List.of(release.output(), record.output()));
      for (SecureProcess process : List.of(job, first, second)) {
        assertThat(process.isAlive()).isTrue();
        seen.add(process.output());
        seen.add(process.commandLine());
        assertThat(process.commandLine()).contains("--client-config");
      }
      FlinkRest rest = new FlinkRest(restPort);
      seen.addAll(rest.everythingItTells());
      rest.refusesChanges();
      for (String text : seen) {
        assertThat(text).doesNotContain(Secrets.MARK);
      }
    }
  }

  private static SecureProcess startJob(int restPort) throws IOException {
    return servers.startJob(
        "run",
        "--bootstrap",
        servers.bootstrap(),
        "--registry",
        servers.registryUrl(),
        "--client-config",
        servers.jobConfigByVariable().toString(),
        "--delivery",
        "exactly-once",
        "--checkpoint-interval-ms",
        "1000",
        "--parallelism",
        "1",
        "--rest-port",
        Integer.toString(restPort),
        "--state-dir",
        folder.resolve("job").toString());
  }

  private static SecureProcess startView(String name, TokenMint mint) throws IOException {
    Path password = Files.writeString(folder.resolve("password"), Certificates.PASSWORD);
    return servers.startView(
        name,
        "--bootstrap",
        servers.bootstrap(),
        "--registry",
        servers.registryUrl(),
        "--client-config",
        servers.viewConfigByDirectory().toString(),
        "--state-dir",
        folder.resolve(name).toString(),
        "--port",
        Integer.toString(Ports.free()),
        "--standbys",
        "0",
        "--requests-per-second",
        Integer.toString(REQUESTS_PER_SECOND),
        "--tls-keystore",
        servers.keyStore().toString(),
        "--tls-password-file",
        password.toString(),
        "--tokens",
        mint.writeKeys(folder.resolve("keys.json")).toString(),
        "--issuer",
        TokenMint.ISSUER,
        "--audience",
        TokenMint.AUDIENCE);
  }

  /** Members of whom the subscriber library has delivered a page. */
  private static Set<String> pages() throws Exception {
    Set<String> delivered = ConcurrentHashMap.newKeySet();
    PageListener listener =
        new PageListener() {
          @Override
          public void page(Recommendation page) {
            delivered.add(page.getMemberId());
          }

          @Override
          public void forgotten(String memberId) {
            delivered.remove(memberId);
          }
        };
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(servers.clientConfig(Role.PAGES))) {
      properties.load(in);
    }
    try (PageSubscriber subscriber =
        PageSubscriber.to(servers.bootstrap(), servers.registryUrl())
            .clients(properties)
            .group(SecureServers.NAMES.pagesGroup())
            .start(listener)) {
      assertThat(subscriber.awaitCaughtUp(LIMIT)).isTrue();
    }
    return delivered;
  }

  @Test
  void whoLacksARightSaysWhichOne() throws Exception {
    commands.refused(Role.JOB, "READ the topic titles", this::run);
    commands.refused(Role.JOB, "WRITE the topic recommendations", this::run);
    commands.refused(Role.JOB, "READ the group playhead;", this::run);
    commands.refused(Role.JOB, "WRITE the transactional ids playhead-*", this::run);
    commands.refused(Role.RECORD, "READ the topic feedback-events", this::record);
    commands.refused(
        Role.RELEASE,
        "WRITE the topic model-releases",
        () -> commands.run(Role.RELEASE, "release", "--bundle", bundle.toString()));
    commands.refused(
        Role.PREPARE,
        "CREATE the topic erasures",
        () -> commands.run(Role.PREPARE, "run", "--prepare", "--state-dir", state()));
    commands.refused(Role.VIEW, "READ the topic recommendations", this::view);
    commands.refused(Role.VIEW, "CREATE the topics playhead-view-*", this::view);
  }

  private CapturedCommand run() throws Exception {
    return commands.run(Role.JOB, "run", "--delivery", "exactly-once", "--state-dir", state());
  }

  private CapturedCommand record() throws Exception {
    return commands.run(Role.RECORD, "record", "--out", folder.resolve("none").toString());
  }

  private CapturedCommand view() throws Exception {
    return view(servers.clientConfig(Role.VIEW));
  }

  private static CapturedCommand view(Path config) throws Exception {
    try (SecureProcess view =
        servers.startView(
            "view-refused",
            "--bootstrap",
            servers.bootstrap(),
            "--registry",
            servers.registryUrl(),
            "--client-config",
            config.toString(),
            "--port",
            Integer.toString(Ports.free()),
            "--state-dir",
            folder.resolve("view-refused").toString())) {
      int exitCode = view.awaitExit();
      return new CapturedCommand(exitCode, view.output());
    }
  }

  @Test
  void whoIsNotKnownOrTrustsNobodySaysSo() throws Exception {
    String other =
        Certificates.trustStore(
                folder.resolve("other-trust.p12"),
                Certificates.keyStore(folder.resolve("other.p12"), "dns:elsewhere.example"))
            .toString();
    String login =
        "org.apache.kafka.common.security.scram.ScramLoginModule required"
            + " username=\"playhead-job\" password=\"wrong\";";

    said(UNREACHABLE, "does not accept this login", "sasl.jaas.config", login);
    said(UNREACHABLE, "TLS with the Kafka broker", "ssl.truststore.location", other);
    said(BAD_INPUT, "No Kafka client can be made", "ssl.truststore.password", "wrong");
    said(BAD_INPUT, "is sasl.mechanism meant?", "sasl.mechanisms", "PLAIN");
    String registry = "schema.registry.";
    said(UNREACHABLE, "wants to know who asks", registry + "basic.auth.user.info", "me:wrong");
    said(
        UNREACHABLE,
        "name who signed its certificate as schema.registry.ssl.truststore.location",
        registry + "ssl.truststore.location",
        other);
    said(BAD_INPUT, "registry's client cannot be made", registry + "ssl.truststore.password", "no");
  }

  /** The registry's client takes any certificate of whom it trusts, unless it is told otherwise. */
  @Test
  void aRegistryWithTheCertificateOfAnotherHostIsNotBelieved() {
    Path keyStore = Certificates.keyStore(folder.resolve("else.p12"), "dns:elsewhere.example");
    Path trustStore = Certificates.trustStore(folder.resolve("else-trust.p12"), keyStore);
    Properties properties = new Properties();
    properties.setProperty("schema.registry.basic.auth.user.info", GuardedRegistry.USER_INFO);
    properties.setProperty("schema.registry.ssl.truststore.location", trustStore.toString());
    properties.setProperty("schema.registry.ssl.truststore.password", Certificates.PASSWORD);
    properties.setProperty("schema.registry.ssl.truststore.type", "PKCS12");
    try (GuardedRegistry other = new GuardedRegistry(keyStore, servers.registryBehind())) {
      assertThatThrownBy(
              () ->
                  RegistrySchemaIds.check(
                      other.url(), Duration.ofSeconds(5), ClientSettings.of(properties)))
          .isInstanceOf(RegistryUnreachableException.class)
          .hasMessageContaining("is not trusted");
      properties.setProperty("schema.registry.ssl.endpoint.identification.algorithm", "");
      RegistrySchemaIds.check(other.url(), Duration.ofSeconds(5), ClientSettings.of(properties));
    }
  }

  /** What the job says where one of its settings is another. */
  private static void said(int exitCode, String words, String name, String value) throws Exception {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(servers.clientConfig(Role.JOB))) {
      properties.load(in);
    }
    properties.setProperty(name, value);
    Path file = folder.resolve("changed.properties");
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    CapturedCommand ended =
        CapturedCommand.run(
            "run",
            "--bootstrap",
            servers.bootstrap(),
            "--registry",
            servers.registryUrl(),
            "--client-config",
            file.toString(),
            "--state-dir",
            state());

    System.out.println("LeastRightsTest: " + ended);
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(exitCode);
    assertThat(ended.output()).contains(words).doesNotContain(Secrets.MARK);
    assertThat(ended.output().strip().lines()).as(ended.output()).hasSize(1);
  }

  private static Erasure erasure(String memberId) {
    return Erasure.newBuilder().setMemberId(memberId).setRequestedAtMs(1).build();
  }

  private static List<String> members() {
    return IntStream.range(0, MEMBERS).mapToObj(i -> "member-" + i).toList();
  }

  private static String state() {
    return folder.resolve("state").toString();
  }
}
