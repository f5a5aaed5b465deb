package io.playhead.deploy.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.local.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Law 5 through processes: nobody can see the faults. */
class ChaosRunTest {
  private static final long SEED = 1;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 600, unit = TimeUnit.SECONDS)
  void nobodySeesThatATaskManagerAndAJobManagerWereKilled() {
    ChaosOptions options =
        new ChaosOptions(
            SEED,
            10_000,
            30,
            50,
            1,
            2,
            2,
            List.of(FaultKind.TASK_MANAGER_KILL, FaultKind.JOB_MANAGER_KILL),
            2,
            Home.ofThisProcess().root().resolve("deploy/demo-bundle"),
            folder.resolve("work"));

    ChaosFigures figures = new ChaosRun(options).run();

    assertThat(figures.differences()).as("seed " + SEED).isEmpty();
    assertThat(figures.faultsInjected()).isEqualTo(2);
    assertThat(figures.membersCompared()).isGreaterThan(30);
    assertThat(figures.eventsRejected()).as("of bad bytes").isPositive();
    assertThat(figures.pagesDelivered()).isPositive();
    assertThat(figures.killToFreshListSeconds()).hasSize(1);
  }
}
