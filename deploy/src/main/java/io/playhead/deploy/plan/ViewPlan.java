package io.playhead.deploy.plan;

import java.util.List;

/**
 * The view's instances.
 *
 * @param cores of all instances
 * @param instances of {@link #CORES_EACH} cores, two at least
 * @param diskGb of each instance, copies included
 * @param memoryMb of each instance
 * @param rows the same for a person
 */
public record ViewPlan(
    double cores, int instances, double diskGb, double memoryMb, List<PlanRow> rows) {
  private static final int CORES_EACH = 4;

  /** One can die, and its partitions are answered from copies. */
  private static final int INSTANCES_MIN = 2;

  /** The page itself and --standbys 1. */
  private static final int COPIES = 2;

  /** At half of the rate that a core answers, p99 was 20.8 ms. */
  private static final double UTILISATION = .5;

  /** Heap of 512 and --store-mb 256, and what the JVM takes beside: 786 to 818 MB were measured. */
  private static final double MEMORY_MB = 1_024;

  static ViewPlan of(Load load) {
    double cores = load.lookupsPerSecond() / Measured.LOOKUPS_PER_CORE / UTILISATION;
    int instances = Math.max(INSTANCES_MIN, (int) Math.ceil(cores / CORES_EACH));
    double diskGb = load.members() * Measured.VIEW_PAGE_BYTES * COPIES / instances / 1e9;
    return new ViewPlan(
        cores,
        instances,
        diskGb,
        MEMORY_MB,
        List.of(
            new PlanRow(
                "cores of the view",
                cores,
                "",
                "%,.0f lookups/s / %,.0f a core / %.1f used"
                    .formatted(load.lookupsPerSecond(), Measured.LOOKUPS_PER_CORE, UTILISATION),
                "bench view, the slowest of three runs; following the topics comes on top"),
            new PlanRow(
                "instances of the view",
                instances,
                "",
                "of %d cores and %,.0f MiB, %d at least"
                    .formatted(CORES_EACH, MEMORY_MB, INSTANCES_MIN),
                "bench view: 818 MB"),
            new PlanRow(
                "disk of an instance",
                diskGb,
                "GB",
                "%,d members x %,.0f B x %d copies / %d"
                    .formatted(load.members(), Measured.VIEW_PAGE_BYTES, COPIES, instances),
                "view.md: a page is a third of its JSON on disk")));
  }
}
