package io.playhead.deploy.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.Ports;
import io.playhead.deploy.local.TopicSetup;
import io.playhead.schemas.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What keeps the view from starting it says in one sentence: the thing, and the remedy. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ViewStartsWithOneSentenceTest {
  private static final int BAD_INPUT = 2;
  private static final int UNREACHABLE = 3;
  private static final int PARTITIONS = 2;

  @TempDir private static Path folder;
  private static LocalMode local;

  @BeforeAll
  @Timeout(value = 240, unit = TimeUnit.SECONDS)
  static void start() {
    local = LocalMode.start(folder.resolve("local"), PARTITIONS);
  }

  @AfterAll
  static void stop() {
    if (local != null) {
      local.close();
    }
  }

  @Test
  void whenTheBrokerIsAway() throws Exception {
    String address = "127.0.0.1:" + Ports.free();

    assertSentence(
        run(address, local.registryUrl(), Ports.free()), UNREACHABLE, address, "--bootstrap");
  }

  @Test
  void whenTheRegistryIsAway() throws Exception {
    String address = "http://127.0.0.1:" + Ports.free() + "/apis/ccompat/v7";

    assertSentence(run(local.bootstrap(), address, Ports.free()), UNREACHABLE, address, "start it");
  }

  @Test
  void whenATopicIsMissing() throws Exception {
    Map<String, Object> properties =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, local.bootstrap());
    try (Admin admin = Admin.create(properties)) {
      admin.deleteTopics(List.of(Topics.TITLES)).all().get();
    }
    try {
      assertSentence(
          run(local.bootstrap(), local.registryUrl(), Ports.free()),
          UNREACHABLE,
          "no topic " + Topics.TITLES,
          local.bootstrap(),
          "--prepare");
    } finally {
      TopicSetup.prepare(local.bootstrap(), local.registryUrl(), PARTITIONS);
    }
  }

  @Test
  void whenItsChangelogsHaveOtherPartitions() throws Exception {
    String pages = "other-pages-changelog";
    String watched = "other-watched-changelog";
    Map<String, Object> properties =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, local.bootstrap());
    try (Admin admin = Admin.create(properties)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(pages, PARTITIONS + 2, (short) 1),
                  new NewTopic(watched, PARTITIONS + 1, (short) 1),
                  new NewTopic("other-tokens-changelog", PARTITIONS, (short) 1)))
          .all()
          .get();
    }

    ViewCommandLine.Ended ended =
        run(local.bootstrap(), local.registryUrl(), Ports.free(), "--application-id", "other");

    assertSentence(
        ended,
        BAD_INPUT,
        pages + " has 4 partitions and recommendations 2",
        watched + " has 3 partitions and interaction-tokens 2",
        "--application-id",
        "--state-dir");
    assertThat(ended.lines().get(0)).doesNotContain("tokens-changelog");
  }

  @Test
  void whenThePortIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();

      assertSentence(
          run(local.bootstrap(), local.registryUrl(), port),
          BAD_INPUT,
          "127.0.0.1:" + port,
          "--port");
    }
  }

  @Test
  void whenEverybodyCouldReadMembersPages() throws Exception {
    assertSentence(
        run(local.bootstrap(), local.registryUrl(), Ports.free(), "--host", "0.0.0.0"),
        BAD_INPUT,
        "--host=0.0.0.0",
        "--tokens");
  }

  @Test
  void whenLocalModeWouldHaveTokens() throws Exception {
    Path keys = new TokenMint().writeKeys(folder.resolve("keys.json"));

    assertSentence(withTokens(keys, "--local"), BAD_INPUT, "--local", "--tokens");
  }

  @Test
  void whenTheKeysAreMissingOrNone() throws Exception {
    Path missing = folder.resolve("missing.json");
    Path empty = Files.writeString(folder.resolve("empty.json"), "{\"keys\":[]}");
    Path noKeys = Files.writeString(folder.resolve("no-keys.json"), "-----BEGIN PUBLIC KEY-----");

    for (Path keys : List.of(missing, empty, noKeys)) {
      assertSentence(withTokens(keys), BAD_INPUT, keys.toString(), "--tokens");
    }
  }

  private static ViewCommandLine.Ended withTokens(Path keys, String... more) throws Exception {
    List<String> options =
        new ArrayList<>(
            List.of("--tokens", keys.toString(), "--issuer", TokenMint.ISSUER, "--audience", "x"));
    options.addAll(List.of(more));
    return run(
        local.bootstrap(), local.registryUrl(), Ports.free(), options.toArray(String[]::new));
  }

  private static ViewCommandLine.Ended run(
      String bootstrap, String registry, int port, String... more) throws Exception {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--bootstrap",
                bootstrap,
                "--registry",
                registry,
                "--port",
                Integer.toString(port),
                "--state-dir",
                folder.resolve("state").toString()));
    options.addAll(List.of(more));
    return ViewCommandLine.run(folder.resolve("view.log"), options.toArray(String[]::new));
  }

  private static void assertSentence(ViewCommandLine.Ended ended, int exitCode, String... parts) {
    System.out.println("ViewStartsWithOneSentenceTest: " + ended);
    assertThat(ended.lines()).hasSize(1);
    assertThat(ended.lines().get(0)).startsWith("view: ").contains(parts);
    assertThat(ended.exitCode()).isEqualTo(exitCode);
  }
}
