package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.JobProcess;
import io.playhead.inference.StageTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Watches a job take events and write to one topic, and what processor time that takes. One thread.
 */
final class JobMeter {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STALL = Duration.ofSeconds(30);
  private static final Duration PAUSE_MIN = Duration.ofMillis(500);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(10);
  private static final double PAUSE_SHARE = .9;

  private final JobProcess job;
  private final TopicEnds ends;
  private final JobRest rest;
  private final LongSupplier events;

  /**
   * The job at a moment.
   *
   * @param atNs when
   * @param events taken by then
   * @param records written by then
   * @param cpuNs of the whole process
   * @param stageNs of it by stage, of the threads that make lists
   * @param threadNs of it by threads; empty where the system does not say
   */
  record Sample(
      long atNs,
      long events,
      long records,
      long cpuNs,
      Map<StageTimes.Stage, Double> stageNs,
      Map<ProcessThreads.Work, Long> threadNs) {}

  /**
   * Watches {@code job}.
   *
   * @param events how many it has taken
   */
  JobMeter(JobProcess job, TopicEnds ends, JobRest rest, LongSupplier events) {
    this.job = job;
    this.ends = ends;
    this.rest = rest;
    this.events = events;
  }

  /** Waits until it has taken so many events. */
  void awaitEvents(long count) {
    job.awaitRunning();
    await(count, events);
  }

  /** Waits until it has written something. */
  void awaitFirst() {
    await(1, ends::count);
  }

  /** A sample soon after each of these counts of events is reached. */
  List<Sample> at(List<Long> counts) {
    job.awaitRunning();
    List<Sample> samples = new ArrayList<>();
    for (long count : counts) {
      await(count, events);
      samples.add(sample());
    }
    return samples;
  }

  private void await(long count, LongSupplier counter) {
    long seen = counter.getAsLong();
    long askedNs = System.nanoTime();
    long sinceNs = askedNs;
    Duration pause = PAUSE_MIN;
    while (seen < count) {
      job.check();
      Await.until(pause, () -> false);
      rest.refresh();
      long now = counter.getAsLong();
      long tookNs = System.nanoTime() - askedNs;
      askedNs += tookNs;
      pause = pause((double) (count - now) * tookNs / Math.max(1, now - seen));
      if (now > seen) {
        sinceNs = System.nanoTime();
      } else if (System.nanoTime() - sinceNs > (seen == 0 ? START_LIMIT : STALL).toNanos()) {
        throw CommandFailure.other(
            "the job came to %,d and then no further; %,d were expected".formatted(now, count));
      }
      seen = now;
    }
  }

  /**
   * Most of what is left at the pace of the last pause, so that it is asked three times a part: the
   * job itself answers, and collects all of its metrics for that, and is being measured.
   */
  private static Duration pause(double leftNs) {
    double nanos = Math.min(PAUSE_MAX.toNanos(), PAUSE_SHARE * leftNs);
    return Duration.ofNanos((long) Math.max(PAUSE_MIN.toNanos(), nanos));
  }

  private Sample sample() {
    rest.refresh();
    long cpuNs =
        ProcessHandle.of(job.pid())
            .flatMap(process -> process.info().totalCpuDuration())
            .orElseThrow(() -> CommandFailure.other("the job's processor time is not to be had"))
            .toNanos();
    Map<ProcessThreads.Work, Long> threadNs = ProcessThreads.cpuNs(job.pid());
    long atNs = System.nanoTime();
    long eventCount = events.getAsLong();
    long recordCount = ends.count();
    Map<StageTimes.Stage, Double> stageNs = new EnumMap<>(StageTimes.Stage.class);
    for (StageTimes.Stage stage : StageTimes.Stage.values()) {
      stageNs.put(stage, rest.sum("work." + stage.label() + ".cpuNs"));
    }
    return new Sample(atNs, eventCount, recordCount, cpuNs, stageNs, threadNs);
  }
}
