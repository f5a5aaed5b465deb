package io.playhead.deploy.bench;

import io.playhead.inference.StageTimes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * What an event takes of a job, part by part between samples. What is written is counted, as a job
 * tells late how many events it has taken. Immutable.
 *
 * @param samples at least two
 * @param recordsPerEvent records written over events taken
 */
record EventCosts(List<JobMeter.Sample> samples, double recordsPerEvent) {

  /** Of a job that writes a record for each event. */
  static EventCosts ofCopies(List<JobMeter.Sample> samples) {
    return new EventCosts(samples, 1);
  }

  /** Of a job that writes fewer, where a member had two events in a batch. */
  static EventCosts ofLists(List<JobMeter.Sample> samples) {
    JobMeter.Sample first = samples.get(0);
    JobMeter.Sample last = samples.get(samples.size() - 1);
    double records = last.records() - first.records();
    return new EventCosts(samples, records / (last.events() - first.events()));
  }

  /** Records a second, by part. */
  double[] rates() {
    return each((a, b) -> 1e9 * (b.records() - a.records()) / (b.atNs() - a.atNs()));
  }

  /** Processor time of the whole process, microseconds. */
  Spread us() {
    return us(JobMeter.Sample::cpuNs);
  }

  /** Of it what is neither encoding nor retrieval. */
  Spread outsideUs() {
    return us(
        sample ->
            sample.cpuNs()
                - sample.stageNs().get(StageTimes.Stage.ENCODE)
                - sample.stageNs().get(StageTimes.Stage.RETRIEVAL));
  }

  /** Of it by stage. */
  Map<String, Spread> stageUs() {
    Map<String, Spread> stageUs = new LinkedHashMap<>();
    for (StageTimes.Stage stage : StageTimes.Stage.values()) {
      stageUs.put(stage.label(), us(sample -> sample.stageNs().get(stage)));
    }
    return stageUs;
  }

  /** Of it by what threads do; empty where the system does not say. */
  Map<String, Spread> threadUs() {
    Map<String, Spread> threadUs = new LinkedHashMap<>();
    for (ProcessThreads.Work work : samples.get(0).threadNs().keySet()) {
      threadUs.put(work.label(), us(sample -> sample.threadNs().getOrDefault(work, 0L)));
    }
    return threadUs;
  }

  private Spread us(ToDoubleFunction<JobMeter.Sample> ns) {
    return Spread.of(
        each(
            (a, b) ->
                (ns.applyAsDouble(b) - ns.applyAsDouble(a))
                    / 1e3
                    / (b.records() - a.records())
                    * recordsPerEvent));
  }

  private double[] each(ToDoubleBiFunction<JobMeter.Sample, JobMeter.Sample> figure) {
    double[] figures = new double[samples.size() - 1];
    for (int i = 0; i < figures.length; i++) {
      figures[i] = figure.applyAsDouble(samples.get(i), samples.get(i + 1));
    }
    return figures;
  }
}
