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
    figures.add(rest.sum("list.cacheHits") + rest.sum("list.cacheMisses"));
    figures.add(rest.sum("list.cacheMissCpuNs"));
    for (StageTimes.Stage stage : StageTimes.Stage.values()) {
      figures.add(rest.sum("work." + stage.label() + ".cpuNs"));
    }
    return figures;
  }
}
