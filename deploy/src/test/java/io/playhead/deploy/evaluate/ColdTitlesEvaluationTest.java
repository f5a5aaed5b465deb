package io.playhead.deploy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol around the training, which only writes a bundle of random weights here. */
class ColdTitlesEvaluationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double SHARE = .1; // of 1 to 59 these are 1, 26, 43, 44 and 56

  @TempDir private Path folder;

  private final List<List<String>> trainings = new ArrayList<>();
  private Path recording;

  @BeforeEach
  void writeRecording() {
    recording = folder.resolve("recording");
    write(recording, 40);
  }

  @Test
  void trainsWhatItIsNotGivenAndTellsColdFromWarm() {
    ColdTitlesFigures figures = evaluate(null, null, List.of("--minutes", "2"));

    assertThat(trainings).hasSize(2);
    assertThat(trainings.get(0))
        .containsSubsequence("--recording", recording.toString())
        .containsSubsequence("--hold-out", "last", "--cold-share", "0.1", "--seed", "4")
        .endsWith("--minutes", "2");
    assertThat(trainings.get(1)).containsSubsequence("--cold-share", "0.0", "--seed", "4");
    assertThat(figures.coldTitles()).isEqualTo(5);
    assertThat(figures.candidates()).isEqualTo(59);
    // Member m's tokens are m + 1, ..., m + 20 around 59: the answers 1, 26, 43, 44 and 56 are
    // cold.
    assertThat(figures.cold().cases()).isEqualTo(4);
    assertThat(figures.warm().cases()).isEqualTo(40 - 4);
    assertThat(figures.cold().recall10()).isEqualTo(figures.cold().fullRecall10()); // same weights
    assertThat(figures.warm().ratioToFull()).isEqualTo(1);
    assertThat(figures.cold().baselines().metadataNeighbours().hr10())
        .isEqualTo(figures.cold().metadataNeighboursRecall10());
    // Nothing that is counted knows a cold title: it stands behind all 54 less 20 of the history.
    assertThat(figures.cold().baselines().popularity().hr10()).isZero();
    assertThat(figures.cold().baselines().itemNeighbours().hr10()).isZero();
  }

  @Test
  void takesBundlesThatWereTrainedBefore() throws IOException {
    Path cold = bundle("cold", SHARE, Recording.open(recording).sha256(), "last");
    Path full = bundle("full", 0, Recording.open(recording).sha256(), "last");

    evaluate(cold, full, List.of());

    assertThat(trainings).isEmpty();
  }

  @Test
  void refusesBundlesThatKnowTheAnswers() throws IOException {
    String here = Recording.open(recording).sha256();
    Path cold = bundle("cold", SHARE, here, "last");
    Path other = bundle("other", .2, here, "last");
    Path full = bundle("full", 0, here, "last");
    Path none = bundle("none", 0, here, "none");

    assertRefused("--cold-share 0.2, and 0.1 is asked for", other, full);
    assertRefused("--cold-share 0.0, and 0.1 is asked for", full, full);
    assertRefused("--cold-share 0.1, and 0.0 is asked for", cold, cold);
    assertRefused("with --hold-out none, so it knows the answers", cold, none);
    Path knowing = folder.resolve("knowing");
    write(knowing, List.of("3", "1"), SHARE, here, "last");
    assertRefused("has an ID embedding for the cold title 1", knowing, full);
    assertThat(trainings).isEmpty();
  }

  @Test
  void refusesARecordingWithoutAColdAnswer() {
    write(folder.resolve("three"), 3);

    assertThatThrownBy(
            () ->
                new ColdTitlesEvaluation(
                        new ColdTitlesOptions(
                            folder.resolve("three"), SHARE, null, null, null, List.of(), false, 4),
                        trainings::add)
                    .run())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no member whose last title is cold");
    assertThat(trainings).isEmpty();
  }

  private void assertRefused(String part, Path cold, Path full) {
    assertThatThrownBy(() -> evaluate(cold, full, List.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(part)
        .extracting(e -> ((CommandFailure) e).exitCode())
        .isEqualTo(2);
  }

  private ColdTitlesFigures evaluate(Path cold, Path full, List<String> more) {
    return new ColdTitlesEvaluation(
            new ColdTitlesOptions(recording, SHARE, cold, full, null, more, false, 4), this::train)
        .run();
  }

  private void train(List<String> options) {
    trainings.add(options);
    double share = Double.parseDouble(options.get(options.indexOf("--cold-share") + 1));
    Path out = Path.of(options.get(options.indexOf("--out") + 1));
    try {
      write(out, share, Recording.open(recording).sha256(), "last");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path bundle(String name, double share, String trainedOn, String holdOut)
      throws IOException {
    Path bundle = folder.resolve(name);
    write(bundle, share, trainedOn, holdOut);
    return bundle;
  }

  private static void write(Path bundle, double share, String trainedOn, String holdOut)
      throws IOException {
    // The same vocabulary whatever the share, without a cold title: the same weights.
    write(bundle, List.of("3", "6"), share, trainedOn, holdOut);
  }

  private static void write(
      Path bundle, List<String> vocabulary, double share, String trainedOn, String holdOut)
      throws IOException {
    TinyBundle.DEFAULT.write(bundle, vocabulary);
    Path file = bundle.resolve("manifest.json");
    ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
    ((ObjectNode) manifest.get("training"))
        .put("coldShare", share)
        .put("recordingSha256", trainedOn)
        .put("holdOut", holdOut);
    Files.write(file, JSON.writeValueAsBytes(manifest));
  }

  private static void write(Path recording, int members) {
    try (RecordingWriter writer = RecordingWriter.create(recording)) {
      IntStream.range(1, 60).forEach(number -> writer.write(title(number)));
      for (int member = 0; member < members; member++) {
        long timeMs = 1_700_000_000_000L;
        for (int i = 1; i <= 20; i++) {
          timeMs += 60_000;
          writer.write(
              PlaybackEvent.newBuilder()
                  .setMemberId("m" + member)
                  .setTitleId(Integer.toString((member + i - 1) % 59 + 1))
                  .setEventTimeMs(timeMs)
                  .setAction(PlaybackAction.PLAY)
                  .build());
        }
      }
    }
  }

  private static Title title(int number) {
    return Title.newBuilder()
        .setTitleId(Integer.toString(number))
        .setGenres(List.of("genre " + number / 5))
        .build();
  }
}
