package io.playhead.deploy.plan;

import java.util.List;

/**
 * Disk and network of Kafka, all copies together.
 *
 * @param eventsGb members' events, retained by time
 * @param pagesGb pages and vectors, compacted: one a member, and all that came within the lag
 * @param tokensGb closed tokens, retained as long as events
 * @param inMbPerSecond what is written to the brokers by clients
 * @param rows the same for a person
 */
public record TopicPlan(
    double eventsGb, double pagesGb, double tokensGb, double inMbPerSecond, List<PlanRow> rows) {

  /** Hours that a page which was replaced may stay: max.compaction.lag.ms of the topic. */
  private static final int LAG_HOURS = 12;

  private static final double SECONDS = 3_600;

  static TopicPlan of(Load load) {
    double perHour = load.eventsPerSecond() * SECONDS;
    double retained = perHour * load.retentionHours() * load.replication();
    double eventsGb = retained * Measured.EVENT_BYTES / 1e9;
    double tokensGb = retained * Measured.TOKENS_PER_EVENT * Measured.TOKEN_RECORD_BYTES / 1e9;
    double perList = Measured.PAGE_BYTES + Measured.EMBEDDING_BYTES;
    double pagesGb = load.replication() * (load.members() + perHour * LAG_HOURS) * perList / 1e9;
    double perEvent =
        Measured.EVENT_BYTES + perList + Measured.TOKENS_PER_EVENT * Measured.TOKEN_RECORD_BYTES;
    double inMb = load.eventsPerSecond() * perEvent / 1e6;
    return new TopicPlan(
        eventsGb,
        pagesGb,
        tokensGb,
        inMb,
        List.of(
            new PlanRow(
                "disk for events",
                eventsGb,
                "GB",
                "%,.0f events/s x %d h x %.0f B x %d copies"
                    .formatted(
                        load.eventsPerSecond(),
                        load.retentionHours(),
                        Measured.EVENT_BYTES,
                        load.replication()),
                "measured in plan.md"),
            new PlanRow(
                "disk for pages and vectors",
                pagesGb,
                "GB",
                "(%,d members + %d h of lists) x %,.0f B x %d copies"
                    .formatted(load.members(), LAG_HOURS, perList, load.replication()),
                "measured in plan.md; 12 h are the topic's max.compaction.lag.ms"),
            new PlanRow(
                "disk for tokens",
                tokensGb,
                "GB",
                "%.1f a event x %d h x %.0f B x %d copies"
                    .formatted(
                        Measured.TOKENS_PER_EVENT,
                        load.retentionHours(),
                        Measured.TOKEN_RECORD_BYTES,
                        load.replication()),
                "measured in plan.md"),
            new PlanRow(
                "network into Kafka",
                inMb,
                "MB/s",
                "%,.0f events/s x %,.0f B of event, page, vector and token; once out to the job, once"
                        .formatted(load.eventsPerSecond(), perEvent)
                    + " to the view",
                "measured in plan.md")));
  }
}
