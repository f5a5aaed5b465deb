package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.ModelHandles;
import io.playhead.inference.TinyBundle;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RejectedEvent;
import io.playhead.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bad release and a good one come while the graph serves: nobody goes without a list. */
class HotSwapOnTheGraphTest {
  private static final long SEED = 21;
  private static final int MEMBERS = 10;
  private static final int PARALLELISM = 2;

  @TempDir Path folder;

  @Test
  void flipsToTheGoodReleaseAndReportsTheBadOneOnce() throws Exception {
    Scenario scenario = new Scenario(SEED, folder.resolve("one")).live(MEMBERS, 60);
    Map<String, long[]> ends =
        Map.of(
            Topics.TITLES, new long[] {scenario.records.end(Topics.TITLES)},
            Topics.MODEL_RELEASES, new long[] {scenario.records.end(Topics.MODEL_RELEASES)});
    List<String> titleIds = TinyBundle.ids(TinyBundle.titles(Scenario.TITLES));
    Path next = new TinyBundle("tiny-2", 16, 2, 2, 2).write(folder.resolve("two"), titleIds);
    // Changes of titles, so that the releases come when lists are made.
    for (int i = 0; i < 60; i++) {
      scenario.control.add(scenario.records.title(TinyBundle.titles(1).get(0)));
    }
    scenario.control.add(
        scenario.records.release(folder.resolve("nowhere"), "none", "0".repeat(64), 1));
    scenario.control.add(scenario.records.release(next, "tiny-2", 2));
    JobOptions options = GraphRun.options(PARALLELISM).withBatch(8, 5).withCatalogue(ends, 30_000);

    Outputs outputs =
        new GraphRun(scenario.events, scenario.control, options)
            .slowly(150, 120)
            .run(folder.resolve("state"));

    assertThat(outputs.lists())
        .extracting(Recommendation::getModelId)
        .as("seed " + SEED)
        .contains("tiny-1", "tiny-2");
    assertThat(revisions(outputs)).as("every event is in a list").isEqualTo(events(scenario));
    assertThat(outputs.rejected())
        .extracting(RejectedEvent::getReason)
        .containsExactly("bad-model-release");
    assertThat(ModelHandles.loaded()).isZero();
  }

  private static Map<String, Long> revisions(Outputs outputs) {
    Map<String, Long> revisions = new TreeMap<>();
    outputs.finalLists().forEach((id, list) -> revisions.put(id, list.getRevision()));
    return revisions;
  }

  private static Map<String, Long> events(Scenario scenario) {
    Map<String, Long> counts = new TreeMap<>();
    for (RawRecord event : scenario.events) {
      counts.merge(new String(event.key(), StandardCharsets.UTF_8), 1L, Long::sum);
    }
    return counts;
  }
}
