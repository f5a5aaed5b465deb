package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 4, in the graph: the same records give the same final lists and tokens whether they come as
 * fast as they can be read or one by one, and whether the catalogue is there before the events or
 * after the last of them.
 */
class ReplayIsLiveTest {
  private static final long SEED = 4;
  private static final int MEMBERS = 20;

  @TempDir Path folder;

  @Test
  void givesTheListsThatWerePublishedLive() throws Exception {
    Scenario scenario = new Scenario(SEED, folder.resolve("bundle")).live(MEMBERS, 25);
    JobOptions options = GraphRun.options(2);
    Outputs live =
        new GraphRun(scenario.events, scenario.control, options.withBatch(64, 5))
            .slowly(200, 10_000)
            .run(folder.resolve("live"));

    Outputs replay =
        new GraphRun(scenario.events, scenario.control, options)
            .slowly(Double.POSITIVE_INFINITY, 60)
            .run(folder.resolve("replay"));

    assertThat(replay.finalLists()).hasSize(MEMBERS);
    assertThat(replay.lists()).as("none before the catalogue, one for each").hasSize(MEMBERS);
    Outputs.assertSameLists(replay.finalLists(), live.finalLists());
    assertThat(replay.tokens()).as("seed " + SEED).hasSameElementsAs(live.tokens());
  }
}
