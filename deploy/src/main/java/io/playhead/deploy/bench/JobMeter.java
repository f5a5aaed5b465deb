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

  /** One in so many of the measured events is left for the time after the last sample. */
  private static final int MARGIN = 10;

  /** Long enough to tell a pace from. */
  private static final Duration PACE_TIME = Duration.ofMillis(500);

  /**
   * For so many times as long as it was told from, a pace is trusted; a stall is in few of them.
   */
  static final int TRUST = 10;

  /** A part that has all but one in so many of its events is over. */
  private static final int LENGTH_MARGIN = 10;

  private final JobProcess job;
  private final TopicEnds ends;
  private final JobRest rest; // null: it is not asked
  private final LongSupplier events;
  private long stoodStillNs;

  /**
   * The job at a moment.
   *
   * @param atNs when, on a clock that stops where the job stands still
   * @param events taken by then
   * @param records written by then
   * @param cpuNs of the whole process
   * @param stageNs of it by stage, of the threads that make lists; 0 where nobody tells
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
   * @param rest tells what its stages take; null: it has none
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
    await(count, events, PAUSE_MAX);
  }

  /** Waits until it has written something. */
  void awaitFirst() {
    await(1, ends::count, PAUSE_MAX);
  }

  /**
   * One sample when it has taken {@code from} of {@code all} events, and one at the end of each of
   * so many parts of about the same size, the last of them while there is still enough to do. When
   * a part ends is told from the pace of the one before, with few looks in between: the job would
   * answer for every further question, and is being measured.
   *
   * @param beside is run after each part while the job stands still, which is not counted; null:
   *     nothing is
   */
  List<Sample> parts(long from, long all, int parts, Runnable beside) {
    job.awaitRunning();
    await(from, events, PAUSE_MIN); // Often, so that what answers is compiled by then.
    long to = all - (all - from) / MARGIN;
    List<Sample> samples = new ArrayList<>();
    samples.add(sample());
    Sample before = samples.get(0);
    Sample last = next(before, PACE_TIME, all);
    for (int part = 0; part < parts; part++) {
      long length = (to - samples.get(part).events()) / (parts - part);
      long end = samples.get(part).events() + length;
      do {
        Duration wait = untilNextLook(before, last, end);
        before = samples.get(part);
        last = next(last, wait, all);
      } while (end - last.events() > length / LENGTH_MARGIN);
      samples.add(last);
      if (beside != null) {
        standStill(beside);
      }
    }
    return samples;
  }

  /** How long until the next look, which is at {@code end} where the pace is known well enough. */
  static Duration untilNextLook(Sample before, Sample last, long end) {
    long seenNs = last.atNs() - before.atNs();
    double leftNs = (double) seenNs / (last.events() - before.events()) * (end - last.events());
    double trustedNs = Math.min(leftNs, (double) TRUST * seenNs);
    return Duration.ofNanos((long) Math.max(trustedNs, PACE_TIME.toNanos()));
  }

  /** One sample now and one after each of so many parts of that length, while events come. */
  List<Sample> paced(int parts, Duration length) {
    List<Sample> samples = new ArrayList<>();
    samples.add(sample());
    for (int part = 0; part < parts; part++) {
      samples.add(next(samples.get(part), length, Long.MAX_VALUE));
    }
    return samples;
  }

  private void standStill(Runnable beside) {
    job.pause();
    long startNs = System.nanoTime();
    try {
      beside.run();
    } finally {
      stoodStillNs += System.nanoTime() - startNs;
      job.resume();
    }
  }

  /** A sample after that time, in which it has taken events. */
  private Sample next(Sample before, Duration after, long all) {
    Await.until(after, () -> false);
    Sample next = sample();
    if (next.events() == before.events()) {
      await(before.events() + 1, events, PAUSE_MAX);
      next = sample();
    }
    if (next.events() >= all) {
      throw CommandFailure.badInput(
          "all %,d events were taken before the last part was over: it takes more --events"
              .formatted(all));
    }
    return next;
  }

  private void await(long count, LongSupplier counter, Duration pauseMax) {
    long seen = counter.getAsLong();
    long askedNs = System.nanoTime();
    long sinceNs = askedNs;
    Duration pause = PAUSE_MIN;
    while (seen < count) {
      job.check();
      Await.until(pause, () -> false);
      refresh();
      long now = counter.getAsLong();
      long tookNs = System.nanoTime() - askedNs;
      askedNs += tookNs;
      pause = pause((double) (count - now) * tookNs / Math.max(1, now - seen), pauseMax);
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
   * Most of what is left at the pace of the last pause: the job itself answers, and collects all of
   * its metrics for that.
   */
  private static Duration pause(double leftNs, Duration pauseMax) {
    double nanos = Math.min(pauseMax.toNanos(), PAUSE_SHARE * leftNs);
    return Duration.ofNanos((long) Math.max(PAUSE_MIN.toNanos(), nanos));
  }

  private void refresh() {
    if (rest != null) {
      rest.refresh();
    }
  }

  private Sample sample() {
    refresh();
    long cpuNs =
        ProcessHandle.of(job.pid())
            .flatMap(process -> process.info().totalCpuDuration())
            .orElseThrow(() -> CommandFailure.other("the job's processor time is not to be had"))
            .toNanos();
    Map<ProcessThreads.Work, Long> threadNs = ProcessThreads.cpuNs(job.pid());
    long atNs = System.nanoTime() - stoodStillNs;
    long eventCount = events.getAsLong();
    long recordCount = ends.count();
    Map<StageTimes.Stage, Double> stageNs = new EnumMap<>(StageTimes.Stage.class);
    for (StageTimes.Stage stage : StageTimes.Stage.values()) {
      stageNs.put(stage, rest == null ? 0 : rest.known("work." + stage.label() + ".cpuNs"));
    }
    return new Sample(atNs, eventCount, recordCount, cpuNs, stageNs, threadNs);
  }
}
