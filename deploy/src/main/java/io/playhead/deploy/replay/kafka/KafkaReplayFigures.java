package io.playhead.deploy.replay.kafka;

import java.util.Map;

/**
 * What a replay did: the content of its {@code --json} file.
 *
 * @param eventsIn events fed
 * @param tokensClosed closed tokens the job wrote
 * @param listsOut pages the job wrote
 * @param membersIn members with an event
 * @param membersWithList members with a page at the end
 * @param rejected events the job rejected
 * @param rejectedByReason the same by reason
 * @param lost accepted events that no page reflects
 * @param eventsPerSecond from the first event fed to the last page
 * @param eventToListMs from an event's append to the append of the first page that reflects it
 * @param seconds the whole command
 * @param feedSeconds from the first event fed to the last page
 * @param cacheHitShare share of rows that found their keys and values in memory
 * @param parallelism of the job
 * @param partitions of every topic
 * @param modelId the model
 * @param holdOut what was left out
 */
public record KafkaReplayFigures(
    long eventsIn,
    long tokensClosed,
    long listsOut,
    long membersIn,
    long membersWithList,
    long rejected,
    Map<String, Long> rejectedByReason,
    long lost,
    double eventsPerSecond,
    Percentiles eventToListMs,
    double seconds,
    double feedSeconds,
    double cacheHitShare,
    int parallelism,
    int partitions,
    String modelId,
    String holdOut) {

  /**
   * Of a latency, milliseconds; -1: nothing was measured.
   *
   * @param p50 the median
   * @param p99 one in a hundred is longer
   */
  public record Percentiles(long p50, long p99) {}
}
