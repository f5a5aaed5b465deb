package io.playhead.deploy.bench;

import io.playhead.deploy.Progress;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.JobOptions;
import io.playhead.deploy.local.JobProcess;
import io.playhead.deploy.local.Leg;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.Ports;
import io.playhead.deploy.local.Releases;
import io.playhead.deploy.local.TopicSetup;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.deploy.local.WorkFolder;
import io.playhead.deploy.simulator.SimulatedCatalogue;
import io.playhead.inference.Model;
import io.playhead.inference.StepProbe;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One {@code bench pipeline}. Members get their tokens before there is a model; then events come
 * faster than they can be served and are all there long before measuring begins, so that nobody but
 * the job and the broker works meanwhile, or the sessions alone while the job stands still. The
 * first events warm the job up. At last events come at a pace, to this job and to the one that
 * copies. One thread.
 */
final class PipelineRun {
  static final int PARTITIONS = 4;
  private static final String COPIES = "pass-through";

  /** A third of all events, some seconds; it takes the rest faster than parts can be told apart. */
  private static final int COPIES_WARM_UP = 3;

  private static final long SPACING_MS = 1_000; // a member has one event in half an hour
  private static final int CACHE_MB = 768;

  /** Sender and job compile what they did not do in a backlog. */
  private static final Duration PACE_WARM_UP = Duration.ofSeconds(10);

  private static final int PACED_PARTS = 5;
  private static final Duration PACED_PART = Duration.ofSeconds(5);
  private static final Duration SETTLED = Duration.ofSeconds(3);

  /** Of all trials and turns at a pace, far more than they take: none may come from the future. */
  private static final long PACED_EVENTS_MAX = 1_000_000;

  private final Load load;
  private final Path work;

  /**
   * What is measured.
   *
   * @param bundle the model
   * @param members made-up ones
   * @param tokens that each has on average before the first list
   * @param warmEvents to warm up with
   * @param events to measure over
   * @param titles in the catalogue
   * @param parallelism of the job
   * @param pacedSeconds at half of the highest rate
   * @param seed of the events
   * @param parts that the measured events are divided into
   */
  record Load(
      Path bundle,
      int members,
      int tokens,
      int warmEvents,
      int events,
      int titles,
      int parallelism,
      int pacedSeconds,
      long seed,
      int parts) {
    long history() {
      return (long) members * tokens;
    }

    long beforeMeasuring() {
      return history() + warmEvents;
    }

    long all() {
      return beforeMeasuring() + events;
    }
  }

  PipelineRun(Load load, Path work) {
    this.load = load;
    this.work = work;
  }

  PipelineFigures run() throws IOException {
    long startNs = System.nanoTime();
    List<Title> titles =
        SimulatedCatalogue.of(SimulatedCatalogue.SEED, load.titles()).releasedBy(Long.MAX_VALUE);
    MadeUpEvents events =
        new MadeUpEvents(
            load.seed(),
            load.members(),
            titles.stream().map(Title::getTitleId).toList(),
            System.currentTimeMillis() - (load.all() + PACED_EVENTS_MAX) * SPACING_MS,
            SPACING_MS);
    try (Model model = BenchModels.load(load.bundle());
        LocalMode local = LocalMode.start(work, PARTITIONS);
        TopicWriter writer = new TopicWriter(local.bootstrap(), local.schemaIds())) {
      titles.forEach(writer::send);
      Lists lists =
          lists(local, writer, events, new BareSessions(model, titles, load.parallelism()));
      local.stopJob();
      WorkFolder.delete(work.resolve("state")); // the next job is another one
      TopicSetup.create(local.bootstrap(), COPIES, PARTITIONS);
      Copies copies = copies(local, writer, events, lists.steadyPerSecond() / 2);
      local.stopJob();
      return figures(lists, copies, (System.nanoTime() - startNs) / 1e9);
    }
  }

  private Lists lists(
      LocalMode local, TopicWriter writer, MadeUpEvents events, BareSessions sessions) {
    int restPort = Ports.free();
    JobProcess job = local.startJob(options("--rest-port", "" + restPort));
    try (TopicEnds ends = new TopicEnds(local.bootstrap(), Topics.RECOMMENDATIONS, PARTITIONS)) {
      JobRest rest = new JobRest(restPort);
      JobMeter meter = new JobMeter(job, ends, rest, () -> (long) rest.sum("window.events"));
      feed(writer, events, sessions.model().window().stride(), meter);
      List<Double> bare = new ArrayList<>();
      EventCosts backlog =
          EventCosts.ofLists(
              meter.parts(
                  load.beforeMeasuring(),
                  load.all(),
                  load.parts(),
                  () -> bare.add(bare(sessions))));
      PacedLists pacedLists = new PacedLists(local, writer, events);
      pacedLists.awaitQuiet();
      double steadyPerSecond = pacedLists.steady(Spread.of(backlog.rates()).median());
      Map<Leg, PipelineFigures.Latency> legs =
          pacedLists.at(steadyPerSecond / 2, Duration.ofSeconds(load.pacedSeconds()));
      pacedLists.awaitQuiet();
      EventCosts paced = EventCosts.ofLists(paced(meter, writer, events, steadyPerSecond / 2));
      double[] bareRates = bare.stream().mapToDouble(rate -> rate).toArray();
      return new Lists(backlog, bareRates, steadyPerSecond, legs, paced);
    }
  }

  private Copies copies(
      LocalMode local, TopicWriter writer, MadeUpEvents events, double perSecond) {
    JobProcess job = local.startJob(options("--pass-through", COPIES, "--group", COPIES));
    try (TopicEnds ends = new TopicEnds(local.bootstrap(), COPIES, PARTITIONS)) {
      JobMeter meter = new JobMeter(job, ends, null, ends::count);
      EventCosts backlog =
          EventCosts.ofCopies(
              meter.parts(load.all() / COPIES_WARM_UP, load.all(), load.parts(), null));
      ends.settled(SETTLED);
      return new Copies(backlog, EventCosts.ofCopies(paced(meter, writer, events, perSecond)));
    }
  }

  /** Without anybody who reads: what the job alone takes at a pace. */
  private static List<JobMeter.Sample> paced(
      JobMeter meter, TopicWriter writer, MadeUpEvents events, double perSecond) {
    double warmUp = perSecond * PACE_WARM_UP.toSeconds();
    try (SteadySender sender = new SteadySender(writer, events, perSecond)) {
      Await.until(PACE_WARM_UP.plus(SETTLED), () -> sender.sent() >= warmUp);
      return meter.paced(PACED_PARTS, PACED_PART);
    }
  }

  private JobOptions options(String... more) {
    return JobOptions.DEFAULT
        .withParallelism(load.parallelism())
        .withCacheMb(CACHE_MB)
        .withMore(more);
  }

  private PipelineFigures figures(Lists lists, Copies copies, double seconds) {
    EventCosts backlog = lists.backlog();
    Spread outsideUs = backlog.outsideUs();
    Spread copyUs = copies.backlog().us();
    Spread pacedOutsideUs = lists.paced().outsideUs();
    Spread pacedCopyUs = copies.paced().us();
    Map<String, PipelineFigures.Latency> legs = new LinkedHashMap<>();
    lists.legs().forEach((leg, latency) -> legs.put(leg.label(), latency));
    PipelineFigures.Latency whole = legs.remove(Leg.EVENT_TO_LIST.label());
    return new PipelineFigures(
        "pipeline",
        Machine.ofThisProcess(),
        load.seed(),
        "%,d members with %d tokens and more, %,d titles, parallelism %d, %s"
            .formatted(
                load.members(),
                load.tokens(),
                load.titles(),
                load.parallelism(),
                load.bundle().getFileName()),
        Spread.of(backlog.rates()),
        backlog.recordsPerEvent(),
        Spread.of(lists.bareRates()),
        Spread.ofRatios(backlog.rates(), lists.bareRates()),
        backlog.us(),
        backlog.stageUs(),
        backlog.threadUs(),
        outsideUs,
        copyUs,
        outsideUs.median() / copyUs.median(),
        lists.steadyPerSecond(),
        lists.steadyPerSecond() / 2,
        whole,
        legs,
        lists.paced().us(),
        pacedOutsideUs,
        pacedCopyUs,
        pacedOutsideUs.median() / pacedCopyUs.median(),
        seconds);
  }

  /**
   * What was found of the job.
   *
   * @param backlog while a backlog is worked off
   * @param bareRates lists a second of the sessions alone, by part
   * @param steadyPerSecond the highest pace that it keeps up with
   * @param legs at half of that
   * @param paced at half of that, nobody reading
   */
  private record Lists(
      EventCosts backlog,
      double[] bareRates,
      double steadyPerSecond,
      Map<Leg, PipelineFigures.Latency> legs,
      EventCosts paced) {}

  /** The same of the job that copies. */
  private record Copies(EventCosts backlog, EventCosts paced) {}

  /** One part, after each of the job's, as the machine's pace changes within minutes. */
  private static double bare(BareSessions sessions) {
    return sessions.listsPerSecond(1, () -> new StepProbe(sessions.model(), BareSessions.ROWS))[0];
  }

  /** The first event with a model goes alone: those that come before it get no list each. */
  private void feed(TopicWriter writer, MadeUpEvents events, int stride, JobMeter meter) {
    try (Progress progress = Progress.start("events to Kafka", load.all(), " events", 1)) {
      int[] members = MadeUpHistories.of(load.seed(), load.members(), load.tokens(), stride);
      for (int i = 0; i < members.length; i++) {
        writer.send(events.of(MadeUpEvents.memberId(members[i])));
        progress.at(i);
      }
      writer.flush();
      meter.awaitEvents(load.history());
      writer.send(Releases.of(load.bundle()));
      send(writer, events, load.history(), load.history() + 1, progress);
      meter.awaitFirst();
      send(writer, events, load.history() + 1, load.all(), progress);
    }
  }

  private static void send(
      TopicWriter writer, MadeUpEvents events, long from, long to, Progress progress) {
    for (long i = from; i < to; i++) {
      writer.send(events.next());
      progress.at(i);
    }
    writer.flush();
  }
}
