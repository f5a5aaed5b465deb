package io.playhead.deploy.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static final List<FaultKind> ALL = List.of(FaultKind.values());
  private static final long TEN_MINUTES_MS = 600_000;

  @Test
  void isAFunctionOfItsSeed() {
    List<Fault> plan = FaultPlan.of(1, TEN_MINUTES_MS, ALL, 35);

    assertThat(FaultPlan.of(1, TEN_MINUTES_MS, ALL, 35)).isEqualTo(plan);
    assertThat(FaultPlan.of(2, TEN_MINUTES_MS, ALL, 35)).isNotEqualTo(plan);
  }

  @Test
  void hasEveryKindAndLeavesTheLastFifthAlone() {
    for (long seed = 0; seed < 100; seed++) {
      List<Fault> plan = FaultPlan.of(seed, TEN_MINUTES_MS, ALL, 35);

      assertThat(plan).as("seed " + seed).hasSize(35);
      assertThat(plan.subList(0, ALL.size()))
          .as("seed " + seed)
          .extracting(Fault::kind)
          .containsExactlyInAnyOrderElementsOf(ALL);
      assertThat(plan).extracting(Fault::atMs).isSorted().allMatch(atMs -> atMs <= 480_000);
      assertThat(plan)
          .filteredOn(fault -> fault.kind() == FaultKind.EVERYTHING_KILL)
          .hasSizeBetween(1, 2);
    }
  }

  @Test
  void keepsToTheKindsThatItIsGiven() {
    assertThat(FaultPlan.of(1, 30_000, List.of(FaultKind.EVERYTHING_KILL), 4))
        .extracting(Fault::kind)
        .containsOnly(FaultKind.EVERYTHING_KILL)
        .hasSize(4);
    assertThat(FaultPlan.of(1, 30_000, ALL, 0)).isEmpty();
  }
}
