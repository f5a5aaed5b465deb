package io.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.inference.TinyBundle;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.Recording;
import io.playhead.schemas.recording.RecordingWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line of evaluate: what it writes, and what it says about bad input. */
class EvaluateCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  // The tiny bundle says that it knows tokens until then.
  private static final long TRAINED_UNTIL_MS = 1_700_000_000_000L; // 2023-11-14T22:13:20Z
  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path recording;
  private Path bundle;

  @BeforeEach
  void writeRecordingAndBundle() {
    recording = folder.resolve("recording");
    bundle = folder.resolve("bundle");
    List<String> titleIds = List.of("2", "3", "4", "5");
    try (RecordingWriter writer = RecordingWriter.create(recording)) {
      titleIds.forEach(id -> writer.write(Title.newBuilder().setTitleId(id).build()));
      for (int i = 0; i < 40; i++) {
        writer.write(
            PlaybackEvent.newBuilder()
                .setMemberId("m" + i % 8)
                .setTitleId(titleIds.get((i + i / 8) % 4))
                .setEventTimeMs(TRAINED_UNTIL_MS + (i - 19) * 60_000L)
                .setAction(PlaybackAction.PLAY)
                .setDeviceType(i % 3 == 0 ? "phone" : "television")
                .build());
      }
    }
    TinyBundle.DEFAULT.write(bundle, titleIds);
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveBackTheConsole() {
    System.setOut(OUT);
    System.setErr(ERR);
  }

  @Test
  void leaveLastOutWritesEveryFigure() throws IOException {
    Path json = folder.resolve("figures.json");

    int code = run("--json", json.toString(), "--slices");

    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    JsonNode figures = JSON.readTree(json.toFile());
    assertThat(figures.get("protocol").asText()).isEqualTo("leave-last-out");
    assertThat(figures.at("/ndcg10Interval/low").asDouble())
        .isLessThanOrEqualTo(figures.get("ndcg10").asDouble());
    for (String ranker : List.of("popularity", "recentPopularity", "markov", "itemNeighbours")) {
      assertThat(figures.at("/" + ranker + "/hr10").isNumber()).as(ranker).isTrue();
      assertThat(figures.at("/" + ranker + "/ndcg10Interval/high").isNumber()).isTrue();
    }
    assertThat(figures.has("metadataNeighbours")).as("titles have ids only").isFalse();
    assertThat(figures.at("/slices/deviceType")).hasSize(2);
    assertThat(printed()).contains("item neighbours", "seed 1", "television");
  }

  @Test
  void timeSplitWritesWhatTheContextIsWorth() throws IOException {
    Path json = folder.resolve("figures.json");

    int code =
        run(
            "--protocol",
            "time-split",
            "--from",
            "2023-11-14T22:13:21Z",
            "--max-cases",
            "15",
            "--json",
            json.toString());

    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    JsonNode figures = JSON.readTree(json.toFile());
    assertThat(figures.get("from").asText()).isEqualTo("2023-11-14T22:13:21Z");
    assertThat(figures.get("tokensAfterSplit").asInt()).isEqualTo(20);
    assertThat(figures.get("cases").asInt()).isEqualTo(15);
    assertThat(figures.get("ndcg10ShuffledContext").isNumber()).isTrue();
    assertThat(figures.get("ndcg10ShuffledContextSpread").isNumber()).isTrue();
    assertThat(printed())
        .contains("15 of 20 questions", "lift", "seed 1")
        .doesNotContain("daypart");
  }

  @Test
  void refusesBadInputInOneSentence() throws IOException {
    assertRefused(
        "must be leave-last-out, time-split, cold-titles, sparse-attention, oracle or retrain",
        "--protocol",
        "leave");
    assertRefused("--bundle means nothing to retrain", "--protocol", "retrain");
    assertRefused(
        "--cold-share=1.0 must be", "--protocol", "retrain", "--cold-share", "1", "--no-bundle");
    assertRefused("--from means nothing to leave-last-out", "--from", "2023-11-14T22:13:21Z");
    assertRefused("--lists means nothing to time-split", timeSplit("--lists", "x"));
    assertRefused("outside the recording", timeSplit("--from", "2024-01-01T00:00:00Z"));
    assertRefused("outside the recording", timeSplit("--from", "2023-01-01T00:00:00Z"));
    assertRefused("must be an instant", timeSplit("--from", "yesterday"));
    assertRefused("exclude each other", timeSplit("--from", "yesterday", "--test-share", ".2"));
    assertRefused("--test-share must be above 0", timeSplit("--test-share", "1"));
    assertRefused("--max-cases must be at least 1", timeSplit("--max-cases", "0"));
    assertRefused(
        "past the split: train with --hold-out after:2023-11-14T22:13:20Z",
        timeSplit("--from", "2023-11-14T22:13:20Z"));
    assertRefused("--cold-share=1.0 must be", "--protocol", "cold-titles", "--cold-share", "1");
    assertRefused("no member whose last title is cold", "--protocol", "cold-titles");
    ObjectNode manifest = (ObjectNode) JSON.readTree(bundle.resolve("manifest.json").toFile());
    ((ObjectNode) manifest.get("training"))
        .put("recordingSha256", Recording.open(recording).sha256());
    Files.write(bundle.resolve("manifest.json"), JSON.writeValueAsBytes(manifest));
    assertRefused("with --hold-out none, so it knows the answers");
    Files.delete(bundle.resolve("manifest.json"));
    assertRefused("manifest.json");
  }

  @Test
  void asksForABundle() {
    assertThat(Playhead.execute("evaluate", "--recording", recording.toString())).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--bundle is missing");
  }

  private static String[] timeSplit(String... more) {
    List<String> words = new ArrayList<>(List.of("--protocol", "time-split"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private void assertRefused(String part, String... words) {
    err.reset();

    int code = run(words);

    String message = err.toString(StandardCharsets.UTF_8).strip();
    assertThat(code).as(message).isEqualTo(2);
    assertThat(message).startsWith("playhead evaluate: ").contains(part);
    assertThat(message.lines()).hasSize(1);
  }

  private int run(String... words) {
    List<String> line = new ArrayList<>(List.of("evaluate", "--recording", recording.toString()));
    line.addAll(List.of(words));
    boolean isWithout = line.remove("--no-bundle") || line.contains("cold-titles");
    if (!line.contains("--bundle") && !isWithout) {
      line.addAll(List.of("--bundle", bundle.toString()));
    }
    return Playhead.execute(line.toArray(String[]::new));
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
