package io.playhead.deploy.local;

import io.playhead.deploy.access.AccessList;
import io.playhead.deploy.access.AclWriter;
import io.playhead.deploy.access.Names;
import io.playhead.deploy.access.Right;
import io.playhead.deploy.access.Role;
import io.playhead.schemas.ClientSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/**
 * A broker with TLS, logins and rights, and a registry behind TLS and a login: each role of {@link
 * AccessList} has a principal, a file of client settings, and its rights and no others. Test
 * fixture.
 */
public final class SecureServers implements AutoCloseable {
  /** What a test's installation calls its things. */
  public static final Names NAMES = new Names("playhead", true, "playhead-view", "my-home-page");

  /** Environment variable that one of the files refers to. */
  public static final String JOB_VARIABLE = "PLAYHEAD_TEST_KAFKA_PASSWORD";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final int plainPort = Ports.free();
  private final int securePort = Ports.free();
  private final int controllerPort = Ports.free();
  private final ChildProcess broker;
  private final RegistryProcess registry;
  private final GuardedRegistry guard;
  private final Path keyStore;
  private final Path trustStore;
  private final Admin admin;

  private SecureServers(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder.toAbsolutePath().normalize());
    Home home = Home.ofThisProcess();
    keyStore = Certificates.keyStore(this.folder.resolve("server.p12"), "ip:127.0.0.1");
    trustStore = Certificates.trustStore(this.folder.resolve("trust.p12"), keyStore);
    Path properties = Files.write(this.folder.resolve("broker.properties"), brokerProperties());
    broker =
        ChildProcess.java(
            "the broker",
            this.folder.resolve("broker.log"),
            Map.of(),
            List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dplayhead.broker.properties=" + properties,
                "-cp",
                home.brokerClassPath(),
                "io.playhead.broker.LocalBroker",
                "--data",
                this.folder.resolve("broker").toString(),
                "--port",
                Integer.toString(plainPort),
                "--controller-port",
                Integer.toString(controllerPort)));
    registry = new RegistryProcess(home, this.folder);
    registry.launch();
    broker.awaitReady(LIMIT, () -> broker.output().contains("ready 127.0.0.1:" + plainPort));
    registry.awaitReady();
    guard = new GuardedRegistry(keyStore, registry.url());
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, plainBootstrap()));
  }

  /** Starts them; about eight seconds. */
  public static SecureServers start(Path folder) throws IOException {
    return new SecureServers(folder);
  }

  private List<String> brokerProperties() {
    String plain = "PLAINTEXT://127.0.0.1:" + plainPort;
    String secure = "SECURE://127.0.0.1:" + securePort;
    return List.of(
        "listeners=" + plain + "," + secure + ",CONTROLLER://127.0.0.1:" + controllerPort,
        "advertised.listeners=" + plain + "," + secure,
        "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SECURE:SASL_SSL,CONTROLLER:PLAINTEXT",
        "sasl.enabled.mechanisms=SCRAM-SHA-256",
        "listener.name.secure.scram-sha-256.sasl.jaas.config="
            + "org.apache.kafka.common.security.scram.ScramLoginModule required;",
        "listener.name.secure.ssl.keystore.location=" + keyStore,
        "listener.name.secure.ssl.keystore.password=" + Certificates.PASSWORD,
        "listener.name.secure.ssl.keystore.type=PKCS12",
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        // Who comes over the plain listener: this fixture and the broker itself.
        "super.users=User:ANONYMOUS");
  }

  /** Makes that role's principal, gives it its rights, and waits until the broker has both. */
  public void add(Role role) throws Exception {
    admin
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    "playhead-" + role.label(),
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096),
                    Secrets.of(role.label()))))
        .all()
        .get();
    give(role, AccessList.of(role, NAMES));
  }

  /** Gives rights, and waits until the broker has them. */
  public void give(Role role, List<Right> rights) throws Exception {
    try (AclWriter writer = new AclWriter(plainBootstrap(), ClientSettings.NONE)) {
      writer.add(principal(role), rights);
    }
    awaitCount(role, rights, true);
  }

  /** Takes rights away, and waits until the broker has none of them. */
  public void take(Role role, List<Right> rights) throws Exception {
    List<AclBindingFilter> filters = rights.stream().map(right -> filter(role, right)).toList();
    admin.deleteAcls(filters).all().get();
    awaitCount(role, rights, false);
  }

  private void awaitCount(Role role, List<Right> rights, boolean there) {
    boolean came =
        Await.until(
            LIMIT,
            () -> rights.stream().allMatch(right -> count(filter(role, right)) > 0 == there));
    if (!came) {
      throw new IllegalStateException("the broker does not know of " + role + "'s rights");
    }
  }

  private int count(AclBindingFilter filter) {
    try {
      return admin.describeAcls(filter).values().get().size();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static AclBindingFilter filter(Role role, Right right) {
    return new AclBindingFilter(
        new ResourcePatternFilter(
            right.resource(),
            right.name(),
            right.prefixed() ? PatternType.PREFIXED : PatternType.LITERAL),
        new AccessControlEntryFilter(
            principal(role), "*", right.operation(), AclPermissionType.ALLOW));
  }

  private static String principal(Role role) {
    return "User:playhead-" + role.label();
  }

  /** The role's settings; the password stands in a file. */
  public Path clientConfig(Role role) throws IOException {
    Path secrets = folder.resolve("secrets.properties");
    List<String> lines = new ArrayList<>();
    for (Role each : Role.values()) {
      lines.add(each.label() + "=" + Secrets.of(each.label()));
    }
    lines.add("store=" + Certificates.PASSWORD);
    lines.add("registry=" + GuardedRegistry.USER_INFO);
    Files.write(secrets, lines);
    return clientConfig(role, "file", "${file:" + secrets + ":" + role.label() + "}");
  }

  /** The job's; the password is an environment variable. */
  public Path jobConfigByVariable() throws IOException {
    return clientConfig(Role.JOB, "env", "${env:" + JOB_VARIABLE + "}");
  }

  /** The view's; the password is a file of its own, as Kubernetes mounts one. */
  public Path viewConfigByDirectory() throws IOException {
    Path directory = Files.createDirectories(folder.resolve("mounted"));
    Files.writeString(directory.resolve("kafka-password"), Secrets.of(Role.VIEW.label()));
    return clientConfig(Role.VIEW, "directory", "${directory:" + directory + ":kafka-password}");
  }

  private Path clientConfig(Role role, String provider, String password) throws IOException {
    String store = "${file:" + folder.resolve("secrets.properties") + ":store}";
    List<String> lines =
        List.of(
            "config.providers=file" + (provider.equals("file") ? "" : "," + provider),
            "security.protocol=SASL_SSL",
            "sasl.mechanism=SCRAM-SHA-256",
            "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\",
            "  username=\"playhead-" + role.label() + "\" password=\"" + password + "\";",
            "ssl.truststore.type=PKCS12",
            "ssl.truststore.location=" + trustStore,
            "ssl.truststore.password=" + store,
            // In clear here, to see that it stays where it is.
            "schema.registry.basic.auth.user.info=" + GuardedRegistry.USER_INFO,
            "schema.registry.ssl.truststore.type=PKCS12",
            "schema.registry.ssl.truststore.location=" + trustStore,
            "schema.registry.ssl.truststore.password=" + store);
    return Files.write(folder.resolve(role.label() + "-" + provider + ".properties"), lines);
  }

  /** The listener with TLS and logins. */
  public String bootstrap() {
    return "127.0.0.1:" + securePort;
  }

  private String plainBootstrap() {
    return "127.0.0.1:" + plainPort;
  }

  /** The registry behind TLS and a login. */
  public String registryUrl() {
    return guard.url();
  }

  /** The registry itself, plain. */
  public String registryBehind() {
    return registry.url();
  }

  /** Certificate and key of all servers. */
  public Path keyStore() {
    return keyStore;
  }

  /** Trusts them. */
  public Path trustStore() {
    return trustStore;
  }

  /** Starts {@code playhead run}, or with another main class on the job's class path, that. */
  public SecureProcess startJob(String... arguments) {
    return SecureProcess.start(
        "job",
        folder.resolve("job.log"),
        Home.ofThisProcess().deployClassPath(),
        "playhead-log4j2.xml",
        Map.of(JOB_VARIABLE, Secrets.of(Role.JOB.label())),
        "io.playhead.deploy.Playhead",
        arguments);
  }

  /** Starts {@code playhead view}. */
  public SecureProcess startView(String name, String... arguments) {
    return SecureProcess.start(
        name,
        folder.resolve(name + ".log"),
        Home.ofThisProcess().viewClassPath(),
        "view-log4j2.xml",
        Map.of(),
        "io.playhead.view.ViewCommand",
        arguments);
  }

  @Override
  public void close() {
    admin.close();
    guard.close();
    registry.process().stop();
    broker.stop();
  }
}
