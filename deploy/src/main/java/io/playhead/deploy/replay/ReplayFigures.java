package io.playhead.deploy.replay;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.playhead.deploy.compare.ReplayQuality;
import io.playhead.deploy.report.Report.Origin;
import java.util.List;
import java.util.Map;

/**
 * What a replay did and found: the content of its {@code --json} file.
 *
 * @param eventsIn events that were read
 * @param members members with an event in range
 * @param parallelism subtasks
 * @param recordingSha256 names the recording's content
 * @param holdOut what was held out
 * @param seconds the whole command
 * @param runs one for each model
 * @param quality what the lists were worth
 * @param origins what somebody needs to make this again
 */
public record ReplayFigures(
    long eventsIn,
    int members,
    int parallelism,
    String recordingSha256,
    String holdOut,
    double seconds,
    List<Run> runs,
    ReplayQuality quality,
    List<Origin> origins) {

  /**
   * The recording through the engine with one model.
   *
   * @param modelId the model; of several releases, the one of the last list
   * @param tokensClosed closed tokens that came out
   * @param listsOut lists that were made
   * @param membersWithList members with a list
   * @param rejected records refused
   * @param rejectedByReason the same by reason
   * @param lost accepted events that no list reflects
   * @param eventsPerSecond events over the time from the first one read to the end
   * @param engineSeconds that time
   */
  public record Run(
      String modelId,
      long tokensClosed,
      long listsOut,
      int membersWithList,
      long rejected,
      Map<String, Long> rejectedByReason,
      long lost,
      double eventsPerSecond,
      double engineSeconds) {}

  /** Accepted events that are in no list, over all runs. */
  @JsonIgnore
  public long lost() {
    return runs.stream().mapToLong(Run::lost).sum();
  }
}
