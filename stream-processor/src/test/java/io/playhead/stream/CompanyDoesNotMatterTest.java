package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Recommendation;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Law 3: a list depends neither on who shares the batch, nor on its size or the parallelism. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompanyDoesNotMatterTest {
  private static final long SEED = 20_260_101;
  private static final int MEMBERS = 30;

  @TempDir static Path folder;
  private Scenario scenario;
  private Map<String, Recommendation> alone;

  @BeforeAll
  void runsEveryMemberAlone() throws Exception {
    scenario = new Scenario(SEED, folder.resolve("bundle")).live(MEMBERS, 40);
    alone = run(1, 1, "alone").finalLists();
  }

  @Test
  void everyMemberHasAList() {
    assertThat(alone).hasSize(MEMBERS);
    assertThat(alone.values()).allSatisfy(list -> assertThat(list.getRows()).isNotEmpty());
  }

  @ParameterizedTest(name = "batches of {0}, parallelism {1}, seed " + SEED)
  @CsvSource({"7,1", "64,1", "1,2", "64,2", "7,4"})
  void givesTheListsOfMembersAlone(int batchRows, int parallelism) throws Exception {
    Outputs outputs = run(batchRows, parallelism, batchRows + "-" + parallelism);

    Outputs.assertSameLists(outputs.finalLists(), alone);
  }

  private Outputs run(int batchRows, int parallelism, String name) throws Exception {
    JobOptions options = GraphRun.options(parallelism).withBatch(batchRows, 20);
    return new GraphRun(scenario.events, scenario.control, options).run(folder.resolve(name));
  }
}
