package io.playhead.deploy.demo;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.JobOptions;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.PageReader;
import io.playhead.deploy.local.Pages;
import io.playhead.deploy.local.RecordedEvent;
import io.playhead.deploy.local.RecordingFeed;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.deploy.local.ViewProcess;
import io.playhead.deploy.recorder.RecordOptions;
import io.playhead.deploy.recorder.TopicRecorder;
import io.playhead.deploy.replay.kafka.KafkaReplayFigures.Percentiles;
import io.playhead.deploy.simulator.Happening;
import io.playhead.deploy.simulator.SimulatedCatalogue;
import io.playhead.deploy.simulator.SimulatedTime;
import io.playhead.deploy.simulator.Simulation;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Title;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One demo from start to end: local mode, titles and model released, some weeks of history as fast
 * as it goes, then members live at their pace. One thread.
 *
 * <p>Longer than other classes because it owns all that runs from the first step to the last, and
 * tells of each.
 */
public final class Demo {
  /** First day of the history; the model's training ends where the live part begins. */
  static final int HISTORY_FROM_DAY = 39;

  /** Day of the live part, a Friday: the model's training data ends at its first moment. */
  public static final int LIVE_DAY = 53;

  /** New titles come out at 16 h UTC: twelve seconds into the demo at speed 600. */
  private static final long LIVE_FROM_MS =
      SimulatedTime.day(LIVE_DAY) + Duration.ofHours(14).toMillis();

  private static final int PARTITIONS = 4;
  private static final long HISTORY_IN_FLIGHT_MAX = 2_000;
  private static final Duration FIRST_PAGE_LIMIT = Duration.ofSeconds(120);
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(30);
  private static final long POLL_MS = 20;

  private final DemoOptions options;
  private final PrintStream out;
  private final boolean shows;
  private final SimulatedCatalogue catalogue =
      SimulatedCatalogue.of(SimulatedCatalogue.SEED, SimulatedCatalogue.TITLES);
  private final PlayScores scores = new PlayScores();
  private final NewReleases newReleases = new NewReleases();
  private final MemberToShow memberToShow = new MemberToShow();
  private final Set<String> members = new HashSet<>();
  private final long startedNs = System.nanoTime();
  private long devicePages;
  private double secondsToReady;

  /**
   * Prepares a demo.
   *
   * @param shows whether one member's page is printed as it changes
   */
  public Demo(DemoOptions options, PrintStream out, boolean shows) {
    this.options = options;
    this.out = out;
    this.shows = shows;
  }

  /** Runs it; about twenty seconds pass before the live part. */
  public DemoFigures run() {
    ModelRelease release = DemoBundle.release(options.bundle());
    out.println("starting a broker, a schema registry and the job; their logs: " + options.work());
    try (LocalMode local = LocalMode.start(options.work(), PARTITIONS)) {
      JobOptions job = JobOptions.DEFAULT.withRules(options.rules());
      local.startJob(options.exactBits() ? job.withMore("--exact-bits") : job);
      // Headless it would only take from what is measured.
      ViewProcess view = shows ? local.startView("view", "--local", "--standbys", "0") : null;
      SchemaIds schemaIds = local.schemaIds();
      try (TopicWriter writer = new TopicWriter(local.bootstrap(), schemaIds);
          PageReader reader = new PageReader(local.bootstrap(), schemaIds)) {
        RecordingFeed feed = new RecordingFeed(writer, reader, HISTORY_IN_FLIGHT_MAX, local::check);
        DemoFigures figures = run(local, view, release, writer, reader, feed);
        record(local);
        return figures;
      }
    }
  }

  private void record(LocalMode local) {
    if (options.record() != null) {
      RecordOptions all =
          new RecordOptions(local.bootstrap(), local.registryUrl(), null, null, options.record());
      out.printf(
          "recorded %,d events: %s%n", new TopicRecorder(all).run().events(), options.record());
    }
  }

  private DemoFigures run(
      LocalMode local,
      ViewProcess view,
      ModelRelease release,
      TopicWriter writer,
      PageReader reader,
      RecordingFeed feed) {
    long historyFromMs = SimulatedTime.day(HISTORY_FROM_DAY);
    for (Title title : catalogue.releasedBy(historyFromMs)) {
      scores.release(title.getTitleId());
      writer.send(title);
    }
    writer.send(release);
    writer.flush();
    Simulation simulation =
        new Simulation(catalogue, options.members(), options.seed(), historyFromMs);

    Happening next = simulation.next();
    long historyNs = System.nanoTime();
    boolean ready = false;
    while (next.timeMs() < LIVE_FROM_MS) {
      bePast(next, writer, feed);
      if (!ready && feed.sent() > 0) {
        awaitFirstPage(local, reader);
        historyNs = System.nanoTime();
        ready = true;
      }
      next = simulation.next();
    }
    awaitSettled(local, reader, feed);
    double eventsPerSecond = feed.sent() / seconds(historyNs);
    double secondsToLive = seconds(startedNs);
    out.printf(
        "ready: %,d events of history, %,d pages, %.0f s after the start%n",
        feed.sent(), reader.pageCount(), secondsToLive);
    explain(local);
    if (view != null) {
      view.awaitReady();
      out.println("the page: " + view.url() + "/");
    }

    reader.clearLatencies();
    PageShow show = new PageShow(memberToShow.memberId(), catalogue, out);
    reader.onPage(
        page -> {
          newReleases.page(Pages.topPicks(page));
          if (shows) {
            show.page(page);
          }
        });
    if (shows) {
      show.page(reader.page(memberToShow.memberId()));
    }
    double liveSeconds = live(local, simulation, next, writer, reader, feed);
    awaitSettled(local, reader, feed);
    return figures(release, reader, feed, eventsPerSecond, secondsToLive, liveSeconds);
  }

  /**
   * What was before: plays without device events, because playback events say the device too and
   * one topic keeps its order at any speed.
   */
  private void bePast(Happening happening, TopicWriter writer, RecordingFeed feed) {
    if (happening.record() instanceof Title title) {
      scores.release(title.getTitleId());
      writer.send(title);
    } else if (happening.record() instanceof PlaybackEvent event) {
      if (happening.choice() != null) {
        scores.past(event.getMemberId(), event.getTitleId());
        memberToShow.play(event.getMemberId(), event.getDeviceType());
      }
      members.add(event.getMemberId());
      feed.send(RecordedEvent.of(event));
    }
  }

  private void awaitFirstPage(LocalMode local, PageReader reader) {
    long limitNs = System.nanoTime() + FIRST_PAGE_LIMIT.toNanos();
    while (reader.pageCount() == 0) {
      if (System.nanoTime() > limitNs) {
        throw CommandFailure.other(
            "no page came within " + FIRST_PAGE_LIMIT.toSeconds() + " s; see " + options.work());
      }
      reader.poll(Duration.ofMillis(POLL_MS));
      local.check();
    }
    secondsToReady = seconds(startedNs);
  }

  private void awaitSettled(LocalMode local, PageReader reader, RecordingFeed feed) {
    long limitNs = System.nanoTime() + SETTLE_LIMIT.toNanos();
    while (feed.inFlight() > 0 && System.nanoTime() < limitNs) {
      reader.poll(Duration.ofMillis(POLL_MS));
      local.check();
    }
  }

  /** Returns how long it lasted, seconds. */
  private double live(
      LocalMode local,
      Simulation simulation,
      Happening first,
      TopicWriter writer,
      PageReader reader,
      RecordingFeed feed) {
    long fromNs = System.nanoTime();
    Happening next = first;
    while (true) {
      double dueSeconds = (next.timeMs() - LIVE_FROM_MS) / 1000.0 / options.speed();
      double untilSeconds = Math.min(dueSeconds, options.seconds());
      for (double now = seconds(fromNs); now < untilSeconds; now = seconds(fromNs)) {
        long waitMs = (long) Math.ceil((untilSeconds - now) * 1000);
        reader.poll(Duration.ofMillis(Math.min(waitMs, POLL_MS)));
        local.check();
      }
      if (dueSeconds >= options.seconds()) {
        return seconds(fromNs);
      }
      beLive(next, writer, reader, feed);
      next = simulation.next();
    }
  }

  private void beLive(
      Happening happening, TopicWriter writer, PageReader reader, RecordingFeed feed) {
    if (happening.record() instanceof Title title) {
      scores.release(title.getTitleId());
      newReleases.release(title.getTitleId());
      writer.send(title);
      if (shows) {
        out.printf("%nout now: %s%n", catalogue.describe(title.getTitleId()));
      }
      return;
    }
    if (happening.choice() != null) {
      reader.poll(Duration.ZERO);
      Recommendation page = reader.page(happening.memberId());
      List<String> topPicks = page == null ? null : Pages.topPicks(page);
      scores.play(happening.memberId(), happening.choice(), topPicks);
      String device = ((PlaybackEvent) happening.record()).getDeviceType();
      devicePages += page != null && device.equals(page.getContext().getDeviceType()) ? 1 : 0;
      if (shows && happening.memberId().equals(memberToShow.memberId())) {
        out.printf("%nchosen: %s%n", catalogue.describe(happening.choice().titleId()));
      }
    }
    if (happening.record() instanceof DeviceEvent device) {
      members.add(device.getMemberId());
    }
    feed.send(RecordedEvent.of(happening.record()));
  }

  private void explain(LocalMode local) {
    out.printf(
        "live at %.0f times the pace of life. Kafka: %s, registry: %s, pages: topic"
            + " recommendations%n",
        options.speed(), local.bootstrap(), local.registryUrl());
    if (shows) {
      out.printf(
          "below: the page of %s as it changes; + marks titles that came onto it. Ctrl-C ends.%n",
          memberToShow.memberId());
    }
  }

  private DemoFigures figures(
      ModelRelease release,
      PageReader reader,
      RecordingFeed feed,
      double eventsPerSecond,
      double secondsToLive,
      double liveSeconds) {
    return new DemoFigures(
        feed.sent(),
        reader.tokenCount(),
        reader.pageCount(),
        members.size(),
        reader.membersWithPage().size(),
        reader.rejectedEventCount(),
        reader.rejectedByReason(),
        feed.sent() - reader.reflectedCount() - reader.rejectedEventCount(),
        eventsPerSecond,
        new Percentiles(
            reader.eventToList().percentileMs(.5), reader.eventToList().percentileMs(.99)),
        scores.count(),
        scores.withoutPage(),
        scores.oracleNdcg10(),
        scores.publishedNdcg10(),
        scores.popularityNdcg10(),
        scores.shareOfOracle(),
        scores.shareOfOracleStandardError(),
        scores.popularityNdcg10() / scores.oracleNdcg10(),
        devicePages / (double) scores.count(),
        newReleases.titleCount(),
        newReleases.share(),
        secondsToReady,
        secondsToLive,
        liveSeconds,
        options.speed(),
        release.getModelId());
  }

  private static double seconds(long sinceNs) {
    return (System.nanoTime() - sinceNs) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
