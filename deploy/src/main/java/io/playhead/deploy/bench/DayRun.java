package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import io.playhead.deploy.bench.DayEvent.Kind;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.PageReader;
import io.playhead.deploy.local.Releases;
import io.playhead.schemas.PlaybackEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One {@code bench day}. Members get their histories before there is a model; then the day's events
 * come, always some that the job has not taken yet, and a few more after it, so that the last
 * sample is taken at work like the others. One thread.
 */
final class DayRun {
  static final int TITLES = 2_000;

  /** Ten seconds' worth at four thousand a second: a sample takes some. */
  private static final int AHEAD_MAX = 40_000;

  /** Of a small day; otherwise the first sample would be none of its first tenth. */
  private static final int AHEAD_SHARE = 20;

  private static final int[] PERCENTS = {10, 50, 100};
  private static final Duration LISTS_LIMIT = Duration.ofMinutes(20);
  private static final Duration QUIET_LIMIT = Duration.ofMinutes(2);

  private final Load load;
  private final BenchJob job;

  /**
   * What is measured.
   *
   * @param bundle the model
   * @param members made-up ones
   * @param tokens of each when the day begins
   * @param events of the day
   * @param spacingMs event time from one to the next
   * @param cacheMb memory for keys and values, MiB
   * @param seed of the events
   */
  record Load(
      Path bundle, int members, int tokens, int events, long spacingMs, int cacheMb, long seed) {
    long history() {
      return (long) members * tokens;
    }

    int aheadMax() {
      return Math.min(AHEAD_MAX, events / AHEAD_SHARE);
    }

    /** Event time of the first, such that the last is not after {@code toMs}. */
    long fromMs(long toMs) {
      return toMs - (history() + events + 2L * aheadMax()) * spacingMs;
    }
  }

  DayRun(Load load, BenchJob job) {
    this.load = load;
    this.job = job;
  }

  DayFigures run() {
    long startNs = System.nanoTime();
    MadeUpEvents plays =
        new MadeUpEvents(
            load.seed(),
            load.members(),
            job.titleIds,
            load.fromMs(System.currentTimeMillis()),
            load.spacingMs());
    try (DayTopics topics = new DayTopics(job.local.bootstrap())) {
      topics.bound();
      JobProbe probe = new JobProbe(job, topics, load.members());
      DayFeed feed = new DayFeed(job, load.aheadMax(), probe::look);
      giveHistories(feed, plays);
      job.writer.send(Releases.of(load.bundle()));
      job.writer.flush();
      awaitLists();
      probe.sample(feed.toWindows()); // the first look from outside starts a thread in the job
      long dayNs = System.nanoTime();
      Map<String, JobSample> samples =
          feedDay(feed, probe, new DayEvents(plays, load.seed(), load.members()));
      feed.awaitAll();
      DayAccount account = account(feed);
      return DayFigures.of(
          load, samples, account, probe, dayNs, (System.nanoTime() - startNs) / 1e9);
    }
  }

  /**
   * Without a model: windows are filled, and nobody makes lists of them. In each round every member
   * comes once, in another order: gaps as uneven as the day's, or these tokens would compress to
   * less than those that push them out.
   */
  private void giveHistories(DayFeed feed, MadeUpEvents plays) {
    List<Integer> order = new ArrayList<>();
    IntStream.range(0, load.members()).forEach(order::add);
    Random random = new Random(load.seed());
    try (Progress progress = Progress.start("histories", load.history(), " events", 1)) {
      for (int round = 0; round < load.tokens(); round++) {
        Collections.shuffle(order, random);
        for (int member : order) {
          PlaybackEvent play = plays.of(MadeUpEvents.memberId(member));
          feed.send(new DayEvent(Kind.PLAY, play.getMemberId(), play));
        }
        progress.at((round + 1L) * load.members());
      }
      feed.awaitAll();
    }
  }

  /** Waits for the first list of every member. */
  private void awaitLists() {
    boolean served =
        Await.until(
            LISTS_LIMIT,
            () -> {
              job.local.check();
              job.rest.refresh();
              return job.rest.sum("list.lane.serving.made") >= load.members()
                  && job.rest.known("window.waitingMembers") == 0;
            });
    if (!served) {
      throw CommandFailure.other(
          "not every member had a list within %d min: see the job's log"
              .formatted(LISTS_LIMIT.toMinutes()));
    }
  }

  private Map<String, JobSample> feedDay(DayFeed feed, JobProbe probe, DayEvents events) {
    Map<String, JobSample> samples = new LinkedHashMap<>();
    int ahead = load.aheadMax();
    long before = feed.sent();
    try (Progress progress = Progress.start("day", (long) load.events() + ahead, " events", 1)) {
      for (int percent : PERCENTS) {
        // When the last of these is sent, the job has taken the others.
        long to = before + (long) load.events() * percent / 100 + ahead;
        for (long sent = feed.sent(); sent < to; sent++) {
          feed.send(events.next());
          progress.at(sent - before);
        }
        feed.fill(events);
        samples.put(Integer.toString(percent), probe.sample(feed.toWindows()));
      }
    }
    return samples;
  }

  /** Where everything is in the end. */
  private DayAccount account(DayFeed feed) {
    long listed = feed.sent(Kind.PLAY) + feed.sent(Kind.DEVICE);
    long[] inLists = {0};
    try (PageReader reader = new PageReader(job.local.bootstrap(), job.local.schemaIds())) {
      Await.until(
          QUIET_LIMIT,
          () -> {
            job.local.check();
            reader.drain();
            inLists[0] = reader.reflectedCount();
            return inLists[0] >= listed;
          });
    }
    job.rest.refresh();
    Map<String, Long> rejected = new LinkedHashMap<>();
    Map<String, Long> toBeRejected = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      if (kind.rejected() != null) {
        String metric = "reason." + kind.rejected() + ".rejected";
        rejected.put(kind.rejected(), (long) job.rest.sum(metric));
        toBeRejected.put(kind.rejected(), feed.sent(kind));
      }
    }
    return new DayAccount(
        feed.sent(),
        inLists[0],
        (long) job.rest.known("window.duplicates"),
        feed.sent(Kind.DUPLICATE),
        rejected,
        toBeRejected);
  }
}
