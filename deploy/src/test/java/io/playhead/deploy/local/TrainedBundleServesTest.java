package io.playhead.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.BundleTrust;
import io.playhead.inference.Catalogue;
import io.playhead.inference.Model;
import io.playhead.inference.ModelBundle;
import io.playhead.inference.PageRules;
import io.playhead.inference.Recommender;
import io.playhead.inference.ScoredTitle;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.window.BegunTitles;
import io.playhead.window.MemberHistories;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import io.playhead.window.WindowPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The trainer and the engine share nothing but the bundle, so here the one writes and the other
 * opens: hashes, graphs and golden outputs in ONNX Runtime, and the ranking of what training kept
 * for validation, through a window and its summaries.
 */
class TrainedBundleServesTest {
  @TempDir private Path folder;

  @Test
  void aModelOfOneLayerWithoutSummaries() throws Exception {
    assertServes(1, "--blocks=0");
  }

  @Test
  void membersFarLongerThanTheirWindow() throws Exception {
    assertServes(2, "--window=16", "--stride=8", "--blocks=3");
  }

  @Test
  void turnedIntoTheSpaceOfAnEarlierModel() throws Exception {
    Path earlier = folder.resolve("earlier");
    Path before = SmallRecording.write(folder.resolve("before"), SmallRecording.events(4, 8, 500));
    train(before, earlier, 1, "--blocks=0");

    assertServes(1, "--blocks=0", "--align-to=" + earlier);

    assertThat(folder.resolve("bundle/manifest.json")).content().contains("\"meanCosine\" : 0.");
  }

  private void assertServes(int layers, String... window) throws Exception {
    List<SpecificRecord> events = SmallRecording.events(3, 40, 2800);
    Path recording = SmallRecording.write(folder.resolve("recording"), events);
    Path bundle = folder.resolve("bundle");

    train(recording, bundle, layers, window);

    try (Model model = Model.load(ModelBundle.open(bundle, BundleTrust.ANYONE))) {
      assertThat(model.id()).startsWith("playhead-");
      assertThat(ndcg10(model, histories(events)))
          .isCloseTo(
              model.manifest().metrics().path("validationNdcg10").asDouble(), Offset.offset(1e-6));
    }
  }

  private static MemberHistories histories(List<SpecificRecord> events) {
    MemberHistories.Builder builder = new MemberHistories.Builder(WindowPolicy.DEFAULT);
    for (SpecificRecord event : events) {
      if (event instanceof PlaybackEvent playback) {
        builder.add(playback);
      } else if (event instanceof FeedbackEvent feedback) {
        builder.add(feedback);
      } else {
        builder.add((DeviceEvent) event);
      }
    }
    return builder.build();
  }

  /** Of each member's last token after the others, in the context it was begun in. */
  private static double ndcg10(Model model, MemberHistories histories) {
    Catalogue catalogue = Catalogue.of(model, SmallRecording.TITLES);
    Recommender recommender = new Recommender(model, catalogue, PageRules.DEFAULT, null);
    Set<String> known = new HashSet<>();
    histories.memberIds().forEach(id -> histories.tokens(id).forEach(t -> known.add(t.titleId())));
    double sum = 0;
    int count = 0;
    for (String memberId : histories.memberIds()) {
      List<Token> tokens = histories.tokens(memberId);
      List<Token> given = tokens.subList(0, tokens.size() - 1);
      Token asked = tokens.get(tokens.size() - 1);
      if (goesOn(given, asked.titleId())) {
        continue; // Which no list of other titles is about.
      }
      Set<String> candidates = new HashSet<>(known);
      given.forEach(token -> candidates.remove(token.titleId()));
      candidates.add(asked.titleId());
      List<String> ranked = new ArrayList<>();
      for (ScoredTitle title : recommender.rank(given, RequestContext.of(asked), candidates)) {
        ranked.add(title.titleId());
      }
      int rank = ranked.indexOf(asked.titleId()) + 1;
      sum += rank <= 10 ? Math.log(2) / Math.log(rank + 1) : 0;
      count++;
    }
    return sum / count;
  }

  private static boolean goesOn(List<Token> given, String titleId) {
    return given.stream()
        .filter(token -> token.titleId().equals(titleId))
        .reduce((older, newer) -> newer)
        .filter(BegunTitles::isBegun)
        .isPresent();
  }

  private void train(Path recording, Path bundle, int layers, String... window) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Home.ofThisProcess().launcher().toString());
    command.addAll(
        List.of(
            "train",
            "--recording=" + recording,
            "--out=" + bundle,
            "--layers=" + layers,
            "--width=16",
            "--metadata-buckets=64",
            "--learning-rate=0.01",
            "--epochs=4"));
    command.addAll(List.of(window));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("train.log").toFile());
    builder.environment().put("PLAYHEAD_NO_BUILD", "1");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(folder.resolve("train.log")).content().contains("bundle in");
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
