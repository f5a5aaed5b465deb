package io.playhead.deploy.plan;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole plan: the content of the {@code --json} file of {@code plan}.
 *
 * @param load what was asked for
 * @param model that serves
 * @param cores of job and Kafka, parallelism and partitions
 * @param memory of the job
 * @param state on disk
 * @param topics on Kafka
 * @param view that answers
 * @param gpu that would do instead, by arithmetic
 * @param warnings where this leaves what was measured
 */
public record SystemPlan(
    Load load,
    ModelShape model,
    CorePlan cores,
    MemoryPlan memory,
    StatePlan state,
    TopicPlan topics,
    ViewPlan view,
    GpuPlan gpu,
    List<String> warnings) {

  /** Plans. */
  public static SystemPlan of(Load load, ModelShape model) {
    CorePlan cores = CorePlan.of(load, model);
    return new SystemPlan(
        load,
        model,
        cores,
        MemoryPlan.of(load, model, cores),
        StatePlan.of(load, cores),
        TopicPlan.of(load),
        ViewPlan.of(load),
        GpuPlan.of(load, model),
        MeasuredGround.warnings(load, model, cores));
  }

  private Map<String, List<PlanRow>> parts() {
    Map<String, List<PlanRow>> parts = new LinkedHashMap<>();
    parts.put("Job", cores.rows());
    parts.put("Memory of the job", memory.rows());
    parts.put("State", state.rows());
    parts.put("Kafka", topics.rows());
    parts.put("View", view.rows());
    parts.put("GPU", gpu.rows());
    return parts;
  }

  /**
   * Prints a table and the warnings.
   *
   * @param explains also where each constant was measured
   */
  public void print(PrintStream out, boolean explains) {
    out.printf(
        "%,.0f events/s of %,d members, %,d of them active, %,d titles, model %s%n",
        load.eventsPerSecond(),
        load.members(),
        load.activeMembers(),
        load.titles(),
        model.modelId());
    parts()
        .forEach(
            (part, rows) -> {
              out.printf("%n%s%n", part);
              for (PlanRow row : rows) {
                out.printf("  %-38s %14s   %s%n", row.name(), row.text(), row.formula());
                if (explains && !row.from().isEmpty()) {
                  out.printf("  %-38s %14s   from: %s%n", "", "", row.from());
                }
              }
            });
    if (!warnings.isEmpty()) {
      out.printf("%nBeyond what was measured:%n");
      warnings.forEach(warning -> out.printf("  %s%n", warning));
    }
  }
}
