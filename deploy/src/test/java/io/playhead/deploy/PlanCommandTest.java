package io.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCommandTest {
  @TempDir private Path folder;

  private record Result(int exitCode, String output, String error) {}

  private static Result plan(String... more) {
    List<String> words = new ArrayList<>(List.of("plan", "--events-per-second", "5000"));
    words.addAll(List.of("--members", "1000000", "--titles", "10000"));
    words.addAll(List.of(more));
    PrintStream outBefore = System.out;
    PrintStream errorBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
    try {
      int exitCode = Playhead.execute(words.toArray(String[]::new));
      return new Result(
          exitCode, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errorBefore);
    }
  }

  @Test
  void printsATableAndWritesTheSameAsJson() throws Exception {
    Path json = folder.resolve("plan.json");

    Result result = plan("--explain", "--json", json.toString());

    assertThat(result.exitCode()).as(result.error()).isZero();
    assertThat(result.output())
        .contains("parallelism", "partitions of the events' topics", "checkpoint traffic")
        .contains("from: bench pipeline")
        .contains("no GPU was measured")
        .contains("Beyond what was measured:");
    JsonNode plan = new ObjectMapper().readTree(Files.readString(json));
    assertThat(plan.path("cores").path("parallelism").asInt()).isPositive();
    assertThat(result.output())
        .contains(" " + plan.path("cores").path("eventPartitions").asText() + "   2 x parallelism");
    assertThat(plan.path("state").path("rows").path(0).path("formula").asText())
        .contains("1,000,000 members");
  }

  @ParameterizedTest
  @CsvSource({
    "--active-members, 2000000, --active-members must be at most --members",
    "--target-latency-ms, 0, --target-latency-ms must be at least 1",
    "--tokens-per-member, -1, --tokens-per-member must be at least 0",
    "--replication, 0, --replication must be at least 1",
    "--lookups-per-second, NaN, --lookups-per-second must be",
    "--bundle, nowhere, nowhere"
  })
  void refusesWhatCannotBeWithOneSentence(String option, String value, String sentence) {
    Result result = plan(option, value);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.error().lines()).hasSize(1);
    assertThat(result.error()).startsWith("playhead plan: ").contains(sentence);
    assertThat(result.output()).isEmpty();
  }
}
