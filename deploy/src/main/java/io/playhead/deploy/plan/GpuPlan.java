package io.playhead.deploy.plan;

import java.util.List;

/**
 * What GPUs would do, by arithmetic alone: nothing of this was measured. A step needs its
 * multiply-adds, and keys and values of every row cross the bus with every batch.
 *
 * @param listsPerSecond of one GPU, whichever of the two ends first
 * @param gpus that the load would take
 * @param rows the same for a person
 */
public record GpuPlan(double listsPerSecond, int gpus, List<PlanRow> rows) {
  /** Stated for an NVIDIA L4: 30.3 TFLOP/s in single precision, half as many multiply-adds. */
  private static final double MULTIPLY_ADDS_PER_SECOND = 15.15e12;

  /** Stated for PCIe 4.0 with 16 lanes, one way. */
  private static final double BUS_BYTES_PER_SECOND = 32e9;

  /** Small batches reach little of either; a guess on the safe side. */
  private static final double SHARE = .1;

  static GpuPlan of(Load load, ModelShape model) {
    double byCompute = SHARE * MULTIPLY_ADDS_PER_SECOND / model.stepMultiplyAdds();
    double byBus = SHARE * BUS_BYTES_PER_SECOND / model.cacheEntryBytes();
    double lists = Math.min(byCompute, byBus);
    int gpus = (int) Math.ceil(load.eventsPerSecond() / lists);
    return new GpuPlan(
        lists,
        gpus,
        List.of(
            new PlanRow(
                "GPUs, with --provider cuda",
                gpus,
                "",
                "%,.0f events/s / %,.0f, of an L4's stated %s at .1"
                    .formatted(
                        load.eventsPerSecond(), lists, byBus < byCompute ? "bus" : "arithmetic"),
                "no GPU was measured; the plan's cores need none")));
  }
}
