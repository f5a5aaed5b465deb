package io.playhead.deploy.plan;

import io.playhead.deploy.CommandFailure;

/**
 * What the system has to bear.
 *
 * @param eventsPerSecond of all members together, at the busiest time
 * @param members who have a window in state
 * @param titles of the catalogue
 * @param activeMembers who are there at the same time, and want to be in the cache
 * @param tokensPerMember that a member has on average
 * @param eventsPerSession before a member has left the cache again
 * @param targetLatencyMs from event to list, of 99 in 100
 * @param lookupsPerSecond at the view
 * @param checkpointIntervalMs between two checkpoints
 * @param retentionHours of the members' events on Kafka
 * @param replication copies of each topic
 * @param coresPerTaskManager processor cores of one process of the job
 */
public record Load(
    double eventsPerSecond,
    long members,
    long titles,
    long activeMembers,
    int tokensPerMember,
    int eventsPerSession,
    int targetLatencyMs,
    double lookupsPerSecond,
    int checkpointIntervalMs,
    int retentionHours,
    int replication,
    int coresPerTaskManager) {

  /** Checks the bounds. */
  public Load {
    require(
        eventsPerSecond > 0 && eventsPerSecond <= 1e8,
        "events-per-second",
        "above 0 and up to 1e8");
    require(members >= 1, "members", "at least 1");
    require(titles >= 1 && titles <= 100_000_000, "titles", "between 1 and 100,000,000");
    require(activeMembers >= 1, "active-members", "at least 1");
    require(
        activeMembers <= members,
        "active-members",
        "at most --members: %,d of %,d were asked for".formatted(activeMembers, members));
    require(tokensPerMember >= 0, "tokens-per-member", "at least 0");
    require(eventsPerSession >= 1, "events-per-session", "at least 1");
    require(targetLatencyMs >= 1, "target-latency-ms", "at least 1");
    require(
        lookupsPerSecond >= 0 && lookupsPerSecond <= 1e9,
        "lookups-per-second",
        "between 0 and 1e9");
    require(checkpointIntervalMs >= 10, "checkpoint-interval-ms", "at least 10");
    require(retentionHours >= 1, "retention-hours", "at least 1");
    require(replication >= 1, "replication", "at least 1");
    require(coresPerTaskManager >= 1, "cores-per-task-manager", "at least 1");
  }

  private static void require(boolean holds, String option, String bound) {
    if (!holds) {
      throw CommandFailure.badInput("--" + option + " must be " + bound);
    }
  }
}
