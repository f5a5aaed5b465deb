package io.playhead.deploy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.deploy.CommandFailure;
import io.playhead.inference.TinyBundle;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.Recording;
import io.playhead.schemas.recording.RecordingWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol around the trainings, which only write a bundle of random weights here. */
class RetrainEvaluationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FULL =
      "{'epochs':4,'validations':[{'epoch':2,'steps':20,'seconds':50,'ndcg10':0.25},"
          + "{'epoch':3,'seconds':80,'ndcg10':0.25},{'epoch':4,'seconds':99,'ndcg10':0.2}],'x':1}";
  private static final String WARM =
      "{'epochs':1,'validations':[{'epoch':0,'seconds':9,'ndcg10':0.2},"
          + "{'epoch':1,'steps':11,'seconds':12,'ndcg10':0.26}],'secondsToNdcg10':12}";
  private static final String NEVER =
      "{'epochs':1,'validations':[{'epoch':0,'seconds':9,'ndcg10':0.2}],'secondsToNdcg10':null}";

  @TempDir private Path folder;

  private final List<List<String>> trainings = new ArrayList<>();
  private Path recording;

  @BeforeEach
  void writeRecording() {
    recording = folder.resolve("recording");
    try (RecordingWriter writer = RecordingWriter.create(recording)) {
      for (int number = 1; number < 10; number++) {
        writer.write(Title.newBuilder().setTitleId(Integer.toString(number)).build());
      }
      for (int i = 0; i < 60; i++) {
        writer.write(
            PlaybackEvent.newBuilder()
                .setMemberId("m" + i % 6)
                .setTitleId(Integer.toString(1 + (i + i / 6) % 9))
                .setEventTimeMs(1_700_000_000_000L + i * 60_000L)
                .setAction(PlaybackAction.PLAY)
                .build());
      }
    }
  }

  @Test
  void trainsAParentThenAllFromNothingThenAllFromTheParentOn() {
    RetrainFigures figures = evaluate(FULL, WARM);

    assertThat(trainings).hasSize(3);
    Path bundles = folder.resolve("bundles");
    assertThat(trainings.get(0))
        .containsSubsequence("--hold-out", "last", "--cold-share", "0.1", "--seed", "4")
        .doesNotContain("--align-to", "--warm-start")
        .endsWith("--minutes", "2");
    assertThat(trainings.get(1))
        .containsSubsequence("--cold-share", "0.0", "--seed", "4")
        .containsSubsequence("--align-to", bundles.resolve("parent").toString())
        .endsWith("--minutes", "2");
    assertThat(trainings.get(2))
        .containsSubsequence("--warm-start", bundles.resolve("parent").toString())
        .containsSubsequence("--until-ndcg10", "0.25")
        .endsWith("--minutes", "2");
    assertThat(figures.warmStart())
        .isEqualTo(new RetrainFigures.WarmStart(12 / 50.0, 12.0, 50, .25, .2, 11, 20));
    assertThat(figures.members()).isEqualTo(6);
    // Random weights, the same thrice.
    assertThat(figures.alignment().cosine()).isEqualTo(1, within(1e-5));
    assertThat(figures.alignment().warmCosineLow()).isEqualTo(1, within(1e-5));
  }

  @Test
  void aWarmStartThatNeverGetsThereHasNoShare() {
    RetrainFigures figures = evaluate(FULL, NEVER);

    assertThat(figures.warmStart().share()).isNull();
    assertThat(figures.warmStart().seconds()).isNull();
  }

  @Test
  void refusesARecordingWithoutValidation() {
    assertThatThrownBy(() -> evaluate("{'epochs':1,'validations':[]}", WARM))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("asked no member");
  }

  private RetrainFigures evaluate(String full, String warm) {
    return new RetrainEvaluation(
            new RetrainOptions(
                recording, .1, folder.resolve("bundles"), List.of("--minutes", "2"), 4),
            words -> train(words, words.contains("--warm-start") ? warm : full))
        .run();
  }

  private void train(List<String> words, String report) {
    trainings.add(words);
    Path out = Path.of(words.get(words.indexOf("--out") + 1));
    TinyBundle.DEFAULT.write(out, List.of("3", "6"));
    Path file = out.resolve("manifest.json");
    try {
      ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
      ((ObjectNode) manifest.get("training"))
          .put("coldShare", Double.parseDouble(words.get(words.indexOf("--cold-share") + 1)))
          .put("recordingSha256", Recording.open(recording).sha256())
          .put("holdOut", "last");
      Files.write(file, JSON.writeValueAsBytes(manifest));
      Files.writeString(Path.of(words.get(words.indexOf("--json") + 1)), report.replace('\'', '"'));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
