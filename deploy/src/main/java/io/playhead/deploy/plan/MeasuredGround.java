package io.playhead.deploy.plan;

import java.util.ArrayList;
import java.util.List;

/** Where a plan goes beyond what was ever measured, one sentence each. Stateless. */
final class MeasuredGround {
  /** Flink's key groups, fixed for good: JobOptions.MAX_PARALLELISM. */
  private static final int PARALLELISM_MAX = 720;

  private static final double MODEL_FACTOR = 1.5;

  private MeasuredGround() {}

  static List<String> warnings(Load load, ModelShape model, CorePlan cores) {
    List<String> warnings = new ArrayList<>();
    add(
        warnings,
        load.eventsPerSecond() > Measured.EVENTS_PER_SECOND_MAX,
        "%,.0f events/s: two cores of one machine were measured, up to %,.0f; more is taken to cost in"
                .formatted(load.eventsPerSecond(), Measured.EVENTS_PER_SECOND_MAX)
            + " proportion");
    add(
        warnings,
        cores.parallelism() > PARALLELISM_MAX,
        "parallelism %,d: the job has %d key groups and no more subtasks than that; divide the members"
                .formatted(cores.parallelism(), PARALLELISM_MAX)
            + " among several jobs");
    add(
        warnings,
        load.titles() > Measured.RETRIEVAL_TITLES,
        "%,d titles: processor time was measured with %,d, and each page looks at all of them"
            .formatted(load.titles(), Measured.RETRIEVAL_TITLES));
    double ratio = model.stepMultiplyAdds() / Measured.STEP_MULTIPLY_ADDS;
    add(
        warnings,
        ratio > MODEL_FACTOR || ratio < 1 / MODEL_FACTOR,
        "a model with %.1f times the multiply-adds of the one that was measured: its time is taken in"
                .formatted(ratio)
            + " proportion");
    add(
        warnings,
        load.tokensPerMember() > Measured.TOKENS_MAX,
        "%,d tokens a member: %,d were measured"
            .formatted(load.tokensPerMember(), Measured.TOKENS_MAX));
    add(
        warnings,
        load.targetLatencyMs() < Measured.HALF_PACE_P99_MS,
        "%d ms: at half of the highest pace p99 was %d ms, and less was not reached"
            .formatted(load.targetLatencyMs(), Measured.HALF_PACE_P99_MS));
    add(
        warnings,
        load.members() > Measured.VIEW_MEMBERS_MAX,
        "%,d members: state and view were measured with up to %,d"
            .formatted(load.members(), Measured.VIEW_MEMBERS_MAX));
    return List.copyOf(warnings);
  }

  private static void add(List<String> warnings, boolean holds, String sentence) {
    if (holds) {
      warnings.add(sentence);
    }
  }
}
