package io.playhead.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.playhead.deploy.access.Role;
import io.playhead.deploy.local.SecureProcess;
import io.playhead.deploy.local.SecureServers;
import io.playhead.deploy.local.SmallRecording;
import io.playhead.inference.TinyBundle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code setup}, {@code forget} and {@code doctor} do all of their work with the rights that their
 * role has, and say which one is missing. The rest of the roles: {@link LeastRightsTest}.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class LeastRightsOfCommandsTest {
  private static final long SEED = 12;
  private static final int MEMBERS = 4;
  private static final String CHANGELOG = "playhead-view-pages-changelog";

  @TempDir private Path folder;
  private SecureServers servers;
  private RoleCommands commands;

  @Test
  void eachDoesItsWorkAndSaysWhichRightIsMissing() throws Exception {
    try (SecureServers started = SecureServers.start(folder.resolve("servers"))) {
      servers = started;
      commands = new RoleCommands(servers);
      for (Role role : Role.values()) {
        servers.add(role);
      }

      makesTheTopics();
      commands.write(Role.CATALOGUE, SmallRecording.TITLES);
      Path bundle = TinyBundle.DEFAULT.write(folder.resolve("bundle"), SmallRecording.TITLE_IDS);
      assertThat(commands.run(Role.RELEASE, "release", "--bundle", bundle.toString()).exitCode())
          .isZero();
      makeChangelog();
      try (SecureProcess job = startJob()) {
        job.awaitLine("running: ");
        commands.write(Role.EVENTS, SmallRecording.events(SEED, MEMBERS, 80));

        forgets();
        finds();
      }
    }
  }

  private void makesTheTopics() throws Exception {
    RoleCommands.Attempt setup = () -> commands.run(Role.SETUP, "setup", "--partitions", "2");
    commands.refused(Role.SETUP, "CREATE the topic erasures", setup);
    commands.refused(Role.SETUP, "DESCRIBE the topic titles", setup);

    CapturedCommand made = setup.get();
    CapturedCommand again = setup.get();

    assertThat(made.exitCode()).as(made.output()).isZero();
    assertThat(made.output()).contains("20 made, 0 there");
    assertThat(again.output()).contains("0 made, 20 there, 0 of them");
    commands.refused(Role.SETUP, "DESCRIBE_CONFIGS the topic titles", setup);
  }

  /** As the view would. */
  private void makeChangelog() throws Exception {
    Map<String, Object> own =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrap());
    NewTopic changelog =
        new NewTopic(CHANGELOG, 2, (short) 1)
            .configs(Map.of("cleanup.policy", "compact", "max.compaction.lag.ms", "43200000"));
    try (Admin admin = Admin.create(commands.settings(Role.VIEW).kafka(own))) {
      admin.createTopics(List.of(changelog)).all().get();
    }
  }

  private SecureProcess startJob() throws Exception {
    return servers.startJob(
        "run",
        "--bootstrap",
        servers.bootstrap(),
        "--registry",
        servers.registryUrl(),
        "--client-config",
        servers.jobConfigByVariable().toString(),
        "--checkpoint-interval-ms",
        "1000",
        "--parallelism",
        "1",
        "--state-dir",
        folder.resolve("job").toString());
  }

  private void forgets() throws Exception {
    Path json = folder.resolve("proof.json");
    RoleCommands.Attempt forget =
        () ->
            commands.run(
                Role.FORGET,
                "forget",
                "--member",
                "member-1",
                "--wait",
                "60",
                "--json",
                json.toString());
    commands.refused(Role.FORGET, "READ the topic titles", forget);
    commands.refused(Role.FORGET, "DESCRIBE_CONFIGS the topic titles", forget);
    commands.refused(Role.FORGET, "WRITE the topic erasures", forget);

    CapturedCommand forgotten = forget.get();

    assertThat(forgotten.exitCode()).as(forgotten.output()).isZero();
    List<String> searched = new ArrayList<>();
    read(json).path("places").forEach(place -> searched.add(place.path("place").asText()));
    assertThat(searched).as(forgotten.output()).contains(CHANGELOG, "rejected-events");
    assertThat(commands.without(Role.FORGET, "DESCRIBE the group playhead", forget).lastLine())
        .contains("offsets of group playhead");
  }

  private void finds() throws Exception {
    HttpServer view =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    view.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    view.start();
    Path json = folder.resolve("findings.json");
    try {
      RoleCommands.Attempt doctor =
          () ->
              commands.run(
                  Role.DOCTOR,
                  "doctor",
                  "--view",
                  "http://127.0.0.1:" + view.getAddress().getPort(),
                  "--json",
                  json.toString());

      CapturedCommand found = doctor.get();

      assertThat(read(json).path("findings")).as(found.output()).hasSizeGreaterThan(9);
      assertThat(unseen(json)).as(found.output()).isEmpty();
      commands.refused(Role.DOCTOR, "DESCRIBE the topic recommendations", doctor);
      commands.refused(Role.DOCTOR, "DESCRIBE_CONFIGS the topic titles", doctor);
      for (String[] right :
          new String[][] {
            {"READ the topic model-releases", "model release"},
            {"READ the topic rejected-events", "rejected events"},
            {"READ the topic titles", "catalogue"},
            {"DESCRIBE the group playhead", "job"},
            {"DESCRIBE the group playhead-view", "view"}
          }) {
        CapturedCommand ended = commands.without(Role.DOCTOR, right[0], doctor);
        boolean refused = ended.output().contains("does not let this client");
        assertThat(refused || unseen(json).contains(right[1])).as(ended.output()).isTrue();
      }
    } finally {
      view.stop(0);
    }
  }

  private static List<String> unseen(Path json) throws Exception {
    List<String> unseen = new ArrayList<>();
    for (JsonNode finding : read(json).path("findings")) {
      if (finding.path("status").asText().equals("UNSEEN")) {
        unseen.add(finding.path("check").asText());
      }
    }
    return unseen;
  }

  private static JsonNode read(Path json) throws Exception {
    return new ObjectMapper().readTree(json.toFile());
  }
}
