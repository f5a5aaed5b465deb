package io.playhead.deploy.bench;

import io.playhead.inference.StageTimes;
import java.util.ArrayList;
import java.util.List;

/** What the benches read of a job. Test fixture. */
public final class RunningJob {
  private final JobRest rest;

  /** The job behind that port of Flink's REST interface. */
  public RunningJob(int restPort) {
    rest = new JobRest(restPort);
  }

  /** Sums as the benches ask for them: events, lists by cache, and processor time by work. */
  public List<Double> figures() {
    rest.refresh();
    List<Double> figures = new ArrayList<>();
    figures.add(rest.sum("window.events"));
    figures.add(rest.known("list.cacheHits") + rest.known("list.cacheMisses"));
    figures.add(rest.known("list.cacheMissCpuNs"));
    for (StageTimes.Stage stage : StageTimes.Stage.values()) {
      figures.add(rest.known("work." + stage.label() + ".cpuNs"));
    }
    return figures;
  }

  /** Members that wait for a list, as the benches ask. */
  public double waitingMembers() {
    return rest.known("window.waitingMembers");
  }

  /** Asks as a bench would after a metric was renamed. */
  public double renamed() {
    return rest.known("window.eventsOfBefore");
  }
}
