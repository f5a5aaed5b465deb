package io.playhead.deploy.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.playhead.deploy.local.Home;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SystemPlanTest {
  private static final ModelShape MEASURED =
      ModelShape.of(Home.ofThisProcess().root().resolve("deploy/demo-bundle"));

  private static Load load(
      double events, long members, long titles, int tokens, int perSession, int latencyMs) {
    return new Load(
        events, members, titles, members, tokens, perSession, latencyMs, events, 10_000, 24, 3, 8);
  }

  private static SystemPlan plan(Load load) {
    return SystemPlan.of(load, MEASURED);
  }

  @Test
  void theModelOfTheMeasurementsCostsWhatWasMeasured() {
    assertThat(MEASURED.stepMultiplyAdds())
        .isCloseTo(Measured.STEP_MULTIPLY_ADDS, within(Measured.STEP_MULTIPLY_ADDS * .001));
    assertThat(MEASURED.windowMultiplyAdds())
        .isCloseTo(Measured.WINDOW_MULTIPLY_ADDS, within(Measured.WINDOW_MULTIPLY_ADDS * .001));
    assertThat(MEASURED.width()).isEqualTo(Measured.WIDTH);
    // 2 (keys and values) x 2 layers x 280 entries x 64 floats x 4 B, as bench pipeline says
    assertThat(MEASURED.cacheEntryBytes()).isEqualTo(280 * 1024);
  }

  @Test
  void aLoadByHand() {
    // The load of bench pipeline: nobody leaves the cache, 10,000 titles.
    SystemPlan plan = plan(load(1_000, 10_000, 10_000, 250, 1_000_000_000, 200));

    assertThat(plan.cores().eventUs()).isCloseTo(414, within(.1));
    // 1,000 x 414 us are .414 cores, of which half may be busy
    assertThat(plan.cores().cores()).isCloseTo(.828, within(.001));
    assertThat(plan.cores().parallelism()).isEqualTo(1);
    assertThat(plan.cores().eventPartitions()).isEqualTo(4);
    assertThat(plan.cores().catchUpSeconds()).isEqualTo(60);
    // 10,000 members x (500 + 250 x 16.9) B and 10,000 titles x 90 B = 48 MB, twice
    assertThat(plan.state().localGb()).isCloseTo(.0963, within(.0001));
    // 1.5 x 10,000 x 280 KiB
    assertThat(plan.memory().cacheMb()).isEqualTo(Math.ceil(1.5 * 10_000 * 280 / 1024));
    // 1,000 x 479 B, and .9 MB of titles each ten seconds
    assertThat(plan.state().checkpointMbPerSecond()).isCloseTo(.569, within(.001));
    assertThat(plan.view().instances()).isEqualTo(2);
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void sessionsOfTwentyEventsPayForOneWindowEach() {
    double stay = plan(load(100, 100, 10_000, 1_000, 1_000_000_000, 200)).cores().eventUs();
    double sessions = plan(load(100, 100, 10_000, 1_000, 20, 200)).cores().eventUs();

    assertThat(sessions - stay).isCloseTo(8_000.0 / 20, within(.1)); // a miss takes 8 ms
  }

  @Test
  void moreNeverTakesLess() {
    long seed = System.nanoTime();
    System.out.println("SystemPlanTest seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<ToDoubleFunction<SystemPlan>> resources =
        List.of(
            plan -> plan.cores().cores(),
            plan -> plan.cores().parallelism(),
            plan -> plan.cores().eventPartitions(),
            plan -> plan.cores().brokerCores(),
            plan -> plan.memory().totalMb(),
            plan -> plan.state().localGb(),
            plan -> plan.state().checkpointMbPerSecond(),
            plan -> plan.topics().pagesGb(),
            plan -> plan.topics().inMbPerSecond(),
            plan -> plan.view().instances(),
            plan -> plan.gpu().gpus());
    for (int i = 0; i < 300; i++) {
      double events = Math.exp(random.nextDouble() * 14);
      long members = 1 + (long) Math.exp(random.nextDouble() * 18);
      long titles = 1 + (long) Math.exp(random.nextDouble() * 14);
      int tokens = random.nextInt(3_000);
      SystemPlan plan = plan(load(events, members, titles, tokens, 20, 200));
      List<SystemPlan> larger =
          List.of(
              plan(load(events * 1.5, members, titles, tokens, 20, 200)),
              plan(load(events, members * 2, titles, tokens, 20, 200)),
              plan(load(events, members, titles * 2, tokens, 20, 200)),
              plan(load(events, members, titles, tokens + 100, 20, 200)),
              plan(load(events, members, titles, tokens, 10, 200)));
      for (ToDoubleFunction<SystemPlan> resource : resources) {
        double before = resource.applyAsDouble(plan);
        for (SystemPlan more : larger) {
          assertThat(resource.applyAsDouble(more)).isGreaterThanOrEqualTo(before);
        }
      }
    }
  }

  @Test
  void saysWhereItLeavesWhatWasMeasured() {
    SystemPlan plan = plan(load(3_000_000, 50_000_000, 2_000_000, 2_000, 20, 20));

    assertThat(plan.warnings())
        .anySatisfy(warning -> assertThat(warning).contains("3,000,000 events/s"))
        .anySatisfy(warning -> assertThat(warning).contains("720 key groups"))
        .anySatisfy(warning -> assertThat(warning).contains("2,000,000 titles"))
        .anySatisfy(warning -> assertThat(warning).contains("2,000 tokens"))
        .anySatisfy(warning -> assertThat(warning).contains("20 ms"))
        .anySatisfy(warning -> assertThat(warning).contains("50,000,000 members"));
  }
}
