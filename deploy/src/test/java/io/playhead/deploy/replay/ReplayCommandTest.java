package io.playhead.deploy.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.ListsCsv;
import io.playhead.deploy.PlayheadCommand;
import io.playhead.deploy.local.SmallRecording;
import io.playhead.inference.TinyBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command with all parts real but Kafka, which it does without. */
@Timeout(value = 400, unit = TimeUnit.SECONDS)
class ReplayCommandTest {
  private static final int EVENTS = 1_200;
  private static final int MEMBERS = 12;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path recording;
  private Path bundle;
  private Path out;

  @BeforeEach
  void make() {
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    recording =
        SmallRecording.write(
            folder.resolve("recording"), SmallRecording.events(5, MEMBERS, EVENTS));
    bundle = bundle("bundle", TinyBundle.DEFAULT);
    out = folder.resolve("out");
  }

  @AfterEach
  void restore() {
    System.setErr(before);
  }

  private Path bundle(String name, TinyBundle tiny) {
    return tiny.write(folder.resolve(name), SmallRecording.TITLE_IDS);
  }

  @Test
  void givesTwoModelsAListForEachEventAndSaysWhatTheyWereWorth() throws IOException {
    Path other = bundle("other", new TinyBundle("other", 16, 1, 2, 9));
    Path json = folder.resolve("replay.json");

    int code =
        replay("--compare", other.toString(), "--json", json.toString(), "--parallelism", "1");

    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    JsonNode figures = JSON.readTree(json.toFile());
    assertThat(figures.path("runs")).hasSize(2);
    for (JsonNode run : figures.path("runs")) {
      assertThat(run.path("listsOut").asInt()).isEqualTo(EVENTS);
      assertThat(run.path("membersWithList").asInt()).isEqualTo(MEMBERS);
      assertThat(run.path("lost").asInt()).isZero();
    }
    assertThat(figures.at("/quality/comparison/plays").asInt()).isPositive();
    for (String file :
        List.of(
            "report.html",
            "lists.csv",
            "lists.parquet",
            "plays.parquet",
            "plays.csv",
            "tokens.parquet",
            "tokens.csv")) {
      assertThat(out.resolve(file)).isNotEmptyFile();
    }
    assertThat(out.resolve("work")).doesNotExist();
    assertThat(ListsCsv.read(out.resolve("lists.csv")).stream().map(ListsCsv.Line::memberId))
        .containsOnly(members());
  }

  @Test
  void givesTheSameBytesInEveryWay() throws IOException {
    Path json = folder.resolve("same.json");

    int code = replay("--check-determinism", "--json", json.toString());

    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    JsonNode figures = JSON.readTree(json.toFile());
    assertThat(figures.path("runs")).hasSize(6);
    assertThat(figures.path("listsCompared").asInt()).isEqualTo(5 * EVENTS);
    assertThat(figures.path("listsIdentical").asDouble()).isEqualTo(1);
    assertThat(figures.path("listsInOneRunOnly").asInt()).isZero();
  }

  @Test
  void makesListsOfARangeAloneFromTheHistoryBeforeIt() throws IOException {
    Path json = folder.resolve("all.json");
    assertThat(replay("--csv", "--json", json.toString())).isZero();
    List<String> all = Files.readAllLines(out.resolve("lists.csv"));
    String from = fieldOfLine(all.get(all.size() / 2), 3);

    assertThat(replay("--csv", "--from", from)).as(err.toString(StandardCharsets.UTF_8)).isZero();

    List<String> late = Files.readAllLines(out.resolve("lists.csv"));
    assertThat(late.size()).isBetween(2, all.size() - 2);
    // But for when they were made, they are lines of the whole.
    assertThat(late.stream().skip(1).map(ReplayCommandTest::withoutClock))
        .isSubsetOf(all.stream().map(ReplayCommandTest::withoutClock).toList());
  }

  @Test
  void refusesWhatItCannotReplayAndWritesNothing() throws IOException {
    String none = folder.resolve("none").toString();
    assertRefused("there is no such folder", "--recording", none, "--bundle", bundle.toString());
    assertRefused(
        "is not before", with("--from", "2026-01-02T00:00:00Z", "--to", "2026-01-01T00:00:00Z"));
    assertRefused("no events in that range", with("--from", "2030-01-01T00:00:00Z"));
    assertRefused("no events in that range", with("--to", "1999-01-01T00:00:00Z"));
    assertRefused("--speed must be", with("--speed", "0"));
    assertRefused("must be an instant", with("--from", "yesterday"));
    assertRefused("no release of a model", "--recording", recording.toString());
    Path foreign = TinyBundle.DEFAULT.write(folder.resolve("foreign"), List.of("a", "b", "c"));
    assertRefused(
        "it was trained for another catalogue",
        "--recording",
        recording.toString(),
        "--bundle",
        foreign.toString());
    Files.delete(recording.resolve("feedback-events.avro"));
    assertRefused("feedback-events.avro is missing", with());
  }

  private String[] with(String... more) {
    return Stream.concat(
            Stream.of("--recording", recording.toString(), "--bundle", bundle.toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private int replay(String... more) {
    return command(with(more));
  }

  private int command(String... options) {
    List<String> words = new ArrayList<>(List.of("replay", "--out", out.toString()));
    words.addAll(List.of(options));
    return PlayheadCommand.run(words.toArray(String[]::new));
  }

  private void assertRefused(String part, String... options) {
    err.reset();
    int code = command(options);
    String said = err.toString(StandardCharsets.UTF_8);
    assertThat(code).as(said).isEqualTo(2);
    assertThat(said.strip().lines().filter(line -> line.startsWith("playhead replay: ")))
        .as(said)
        .singleElement()
        .asString()
        .contains(part);
    assertThat(out).doesNotExist();
  }

  private static String[] members() {
    return Stream.iterate(0, i -> i + 1)
        .limit(MEMBERS)
        .map(i -> "member-" + i)
        .toArray(String[]::new);
  }

  private static String fieldOfLine(String line, int field) {
    return line.split(",")[field];
  }

  private static String withoutClock(String line) {
    String[] fields = line.split(",");
    fields[4] = "";
    return String.join(",", fields);
  }
}
