package io.playhead.deploy.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.local.ChildProcess;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.Leash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Chaos has power: it sees bugs that are planted, each by another of its checks. */
class PlantedBugsTest {
  /** Where it is true, what takes minutes is run, too. */
  private static final String ALL = "playhead.chaos.all";

  /** A minute on two cores that nobody else uses. */
  private static final Duration LIMIT = Duration.ofSeconds(580);

  @TempDir private Path folder;

  @Test
  @Timeout(value = 600, unit = TimeUnit.SECONDS)
  void seesThatATokenWasDroppedOnRestore() throws Exception {
    JsonNode figures =
        chaos(Mutation.TOKEN_DROPPED_ON_RESTORE, "--only", "task-manager-kill", "--faults", "1");

    assertThat(figures.path("listsWrong").asInt()).isPositive();
    assertThat(figures.path("tokensWrong").asInt()).isPositive();
  }

  @Test
  @Timeout(value = 600, unit = TimeUnit.SECONDS)
  @EnabledIfSystemProperty(named = ALL, matches = "true")
  void seesThatACacheWasNotClearedWhenAnEventWasInsertedIntoThePast() throws Exception {
    JsonNode figures = chaos(Mutation.STALE_CACHE, "--only", "task-manager-kill", "--faults", "0");

    assertThat(figures.path("listsWrong").asInt()).isPositive();
    assertThat(figures.path("tokensWrong").asInt()).isZero();
  }

  @Test
  @Timeout(value = 600, unit = TimeUnit.SECONDS)
  @EnabledIfSystemProperty(named = ALL, matches = "true")
  void seesThatAReaderDoesNotCompareRevisions() throws Exception {
    JsonNode figures =
        chaos(Mutation.REVISION_NOT_COMPARED, "--only", "task-manager-kill", "--faults", "2");

    assertThat(figures.path("wentBack").asInt()).isPositive();
    assertThat(figures.path("listsWrong").asInt()).isZero();
  }

  /** A run with that bug; it must end with exit code 1 and a sentence. */
  private JsonNode chaos(Mutation mutation, String... options) throws Exception {
    Home home = MutatedHome.of(Home.ofThisProcess(), mutation, folder);
    Path json = folder.resolve("chaos.json");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas",
                "-Dlog4j2.configurationFile=classpath:playhead-log4j2.xml",
                "-Dplayhead.home=" + home.root(),
                "-cp",
                home.deployClassPath(),
                Leash.class.getName(),
                "io.playhead.deploy.Playhead",
                "chaos",
                "--seed",
                "3",
                "--minutes",
                "0.35",
                "--members",
                "40",
                "--brokers",
                "1",
                "--json",
                json.toString()));
    arguments.addAll(List.of(options));
    ChildProcess chaos =
        ChildProcess.java("chaos", folder.resolve("chaos.log"), Map.of(), arguments);
    try {
      assertThat(chaos.awaitExit(LIMIT)).as(chaos.output()).isEqualTo(1);
    } finally {
      chaos.stop();
    }
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures.path("differences")).isNotEmpty();
    return figures;
  }
}
