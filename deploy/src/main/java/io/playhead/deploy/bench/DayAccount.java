package io.playhead.deploy.bench;

import java.util.Map;

/**
 * What has become of everything that was sent, histories included: by what the job counted, beside
 * what was sent to be counted so.
 *
 * @param sent events
 * @param inLists that the members' newest lists reflect
 * @param duplicates that the job counted
 * @param duplicatesSent of them
 * @param rejected by reason
 * @param sentToBeRejected by the reason that there is to reject them
 */
record DayAccount(
    long sent,
    long inLists,
    long duplicates,
    long duplicatesSent,
    Map<String, Long> rejected,
    Map<String, Long> sentToBeRejected) {
  /** Events of which nothing is known. */
  long lost() {
    return sent
        - inLists
        - duplicates
        - rejected.values().stream().mapToLong(Long::longValue).sum();
  }
}
