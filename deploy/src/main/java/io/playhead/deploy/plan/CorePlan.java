package io.playhead.deploy.plan;

import java.util.List;

/**
 * Processor cores of the job, its parallelism, and the partitions that feed it.
 *
 * @param eventUs processor time of the job for one event, its list and its share of misses
 * @param utilisation share of the cores that events may take at the busiest time
 * @param cores of the job
 * @param parallelism subtasks of each stage
 * @param taskManagers processes
 * @param eventPartitions of each topic of members' events
 * @param pagePartitions of the other topics, which never get more
 * @param catchUpSeconds to work off what came in a minute's stop
 * @param brokerCores of Kafka, all copies together
 * @param rows the same for a person
 */
public record CorePlan(
    double eventUs,
    double utilisation,
    double cores,
    int parallelism,
    int taskManagers,
    int eventPartitions,
    int pagePartitions,
    double catchUpSeconds,
    double brokerCores,
    List<PlanRow> rows) {

  /** Half of the highest pace, at which latencies were measured. */
  private static final double UTILISATION = .5;

  /** Where nobody minds half a second: below the pace that two cores kept up with by a third. */
  private static final double PATIENT_UTILISATION = .7;

  private static final int PATIENT_MS = 500;
  private static final int EVENT_PARTITIONS_MIN = 4;
  private static final int PAGE_PARTITIONS_MIN = 16;

  static CorePlan of(Load load, ModelShape model) {
    double step = model.stepMultiplyAdds() / Measured.STEP_MULTIPLY_ADDS;
    double window = model.windowMultiplyAdds() / Measured.WINDOW_MULTIPLY_ADDS;
    double encodeUs = Measured.ENCODE_US * step;
    double retrievalUs =
        Measured.RETRIEVAL_US
            * load.titles()
            / Measured.RETRIEVAL_TITLES
            * model.width()
            / Measured.WIDTH;
    double missMs = Measured.missMs(load.tokensPerMember()) * window;
    double missUs = missMs * 1e3 / load.eventsPerSession();
    double eventUs = Measured.EVENT_US + encodeUs + retrievalUs + missUs;
    double utilisation = load.targetLatencyMs() < PATIENT_MS ? UTILISATION : PATIENT_UTILISATION;
    double cores = load.eventsPerSecond() * eventUs / 1e6 / utilisation;
    int parallelism = (int) Math.ceil(cores);
    int taskManagers = (parallelism - 1) / load.coresPerTaskManager() + 1;
    int eventPartitions = Math.max(EVENT_PARTITIONS_MIN, 2 * parallelism);
    int pagePartitions = Math.max(PAGE_PARTITIONS_MIN, 4 * parallelism);
    double catchUpSeconds = 60 * utilisation / (1 - utilisation);
    double brokerCores =
        load.eventsPerSecond() * Measured.BROKER_US / 1e6 * load.replication() / UTILISATION;
    return new CorePlan(
        eventUs,
        utilisation,
        cores,
        parallelism,
        taskManagers,
        eventPartitions,
        pagePartitions,
        catchUpSeconds,
        brokerCores,
        List.of(
            new PlanRow(
                "processor time of an event",
                eventUs,
                "us",
                "%.0f + encode %.0f + %,d titles %.0f + miss %.2f ms / %d events"
                    .formatted(
                        Measured.EVENT_US,
                        encodeUs,
                        load.titles(),
                        retrievalUs,
                        missMs,
                        load.eventsPerSession()),
                "bench pipeline; misses bench state"),
            new PlanRow(
                "cores of the job",
                cores,
                "",
                "%,.0f events/s x %.0f us / %.1f used"
                    .formatted(load.eventsPerSecond(), eventUs, utilisation),
                "bench pipeline: latencies at half of the highest pace"),
            new PlanRow(
                "parallelism", parallelism, "", "a core each, rounded up", "run --parallelism"),
            new PlanRow(
                "task managers",
                taskManagers,
                "",
                "of %d cores".formatted(load.coresPerTaskManager()),
                "--cores-per-task-manager"),
            new PlanRow(
                "partitions of the events' topics",
                eventPartitions,
                "",
                "2 x parallelism, so that it can double",
                "no measurement; scale adds more"),
            new PlanRow(
                "partitions of all other topics",
                pagePartitions,
                "",
                "4 x parallelism, as they never get more",
                "no measurement; scaling.md says why"),
            new PlanRow(
                "caught up after a minute's stop",
                catchUpSeconds,
                "s",
                "60 s x %.1f used / %.1f free".formatted(utilisation, 1 - utilisation),
                "arithmetic"),
            new PlanRow(
                "cores of Kafka",
                brokerCores,
                "",
                "%,.0f events/s x %.0f us x %d copies / %.1f used"
                    .formatted(
                        load.eventsPerSecond(),
                        Measured.BROKER_US,
                        load.replication(),
                        UTILISATION),
                "bench pipeline: one broker, one copy, no TLS")));
  }
}
