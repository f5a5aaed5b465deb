package io.playhead.deploy.bench;

import io.playhead.deploy.Progress;
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
import io.playhead.inference.StageTimes;
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
import java.util.function.Consumer;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * One {@code bench pipeline}. Members get their tokens before there is a model; then events come
 * faster than they can be served and are all there long before measuring begins, so that nobody but
 * the job and the broker works meanwhile, or the sessions alone while the job stands still. The
 * first events warm the job up. One thread.
 */
final class PipelineRun {
  static final int PARTITIONS = 4;
  private static final String COPIES = "pass-through";
  private static final long SPACING_MS = 1_000; // a member has one event in half an hour
  private static final int CACHE_MB = 768;

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
      BareSessions sessions = new BareSessions(model, titles, load.parallelism());
      List<Double> bare = new ArrayList<>();
      List<JobMeter.Sample> lists =
          measure(
              local,
              Topics.RECOMMENDATIONS,
              meter -> feed(writer, events, model.window().stride(), meter),
              () -> bare.add(bare(model, sessions)));
      double listsPerEvent = listsPerEvent(lists);
      PacedLists pacedLists = new PacedLists(local, writer, events);
      pacedLists.awaitQuiet();
      double steadyPerSecond = pacedLists.steady(Spread.of(rates(lists)).median());
      double pacedPerSecond = steadyPerSecond / 2;
      Map<Leg, PipelineFigures.Latency> legs =
          pacedLists.at(pacedPerSecond, Duration.ofSeconds(load.pacedSeconds()));
      local.stopJob();
      WorkFolder.delete(work.resolve("state")); // the next job is another one
      TopicSetup.create(local.bootstrap(), COPIES, PARTITIONS);
      List<JobMeter.Sample> copies = measure(local, COPIES, meter -> {}, null);
      local.stopJob();
      double[] listRates = rates(lists);
      double[] bareRates = bare.stream().mapToDouble(rate -> rate).toArray();
      Spread eventUs = eachUs(lists, listsPerEvent, JobMeter.Sample::cpuNs);
      Map<String, Spread> stageUs = new LinkedHashMap<>();
      for (StageTimes.Stage stage : StageTimes.Stage.values()) {
        ToDoubleFunction<JobMeter.Sample> ns = sample -> sample.stageNs().get(stage);
        stageUs.put(stage.label(), eachUs(lists, listsPerEvent, ns));
      }
      Map<String, Spread> threadUs = new LinkedHashMap<>();
      for (ProcessThreads.Work work : lists.get(0).threadNs().keySet()) {
        ToDoubleFunction<JobMeter.Sample> ns = sample -> sample.threadNs().getOrDefault(work, 0L);
        threadUs.put(work.label(), eachUs(lists, listsPerEvent, ns));
      }
      Spread outsideUs =
          eachUs(lists, listsPerEvent, sample -> sample.cpuNs() - modelNs(sample.stageNs()));
      Spread copyUs = eachUs(copies, 1, JobMeter.Sample::cpuNs);
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
          Spread.of(listRates),
          listsPerEvent,
          Spread.of(bareRates),
          Spread.ofRatios(listRates, bareRates),
          eventUs,
          stageUs,
          threadUs,
          outsideUs,
          copyUs,
          outsideUs.median() / copyUs.median(),
          steadyPerSecond,
          pacedPerSecond,
          legs.remove(Leg.EVENT_TO_LIST),
          byLabel(legs),
          (System.nanoTime() - startNs) / 1e9);
    }
  }

  /** One part, after each of the job's, as the machine's pace changes within minutes. */
  private static double bare(Model model, BareSessions sessions) {
    return sessions.listsPerSecond(1, () -> new StepProbe(model, BareSessions.ROWS))[0];
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

  private List<JobMeter.Sample> measure(
      LocalMode local, String topic, Consumer<JobMeter> feeding, Runnable beside) {
    boolean lists = topic.equals(Topics.RECOMMENDATIONS);
    int restPort = Ports.free();
    List<String> more = new ArrayList<>(List.of("--rest-port", "" + restPort));
    if (!lists) {
      more.addAll(List.of("--pass-through", topic, "--group", topic));
    }
    JobOptions options =
        JobOptions.DEFAULT
            .withParallelism(load.parallelism())
            .withCacheMb(CACHE_MB)
            .withMore(more.toArray(String[]::new));
    try (TopicEnds ends = new TopicEnds(local.bootstrap(), topic, PARTITIONS)) {
      JobProcess job = local.startJob(options);
      if (!lists) {
        return new JobMeter(job, ends, null, ends::count)
            .parts(load.all() / 2, load.all(), load.parts(), beside);
      }
      JobRest rest = new JobRest(restPort);
      JobMeter meter = new JobMeter(job, ends, rest, () -> (long) rest.sum("window.events"));
      feeding.accept(meter);
      return meter.parts(load.beforeMeasuring(), load.all(), load.parts(), beside);
    }
  }

  private static double listsPerEvent(List<JobMeter.Sample> samples) {
    JobMeter.Sample first = samples.get(0);
    JobMeter.Sample last = samples.get(samples.size() - 1);
    return (double) (last.records() - first.records()) / (last.events() - first.events());
  }

  private static Map<String, PipelineFigures.Latency> byLabel(
      Map<Leg, PipelineFigures.Latency> legs) {
    Map<String, PipelineFigures.Latency> labelled = new LinkedHashMap<>();
    legs.forEach((leg, latency) -> labelled.put(leg.label(), latency));
    return labelled;
  }

  private static double modelNs(Map<StageTimes.Stage, Double> stageNs) {
    return stageNs.get(StageTimes.Stage.ENCODE) + stageNs.get(StageTimes.Stage.RETRIEVAL);
  }

  /** Records a second. */
  private static double[] rates(List<JobMeter.Sample> samples) {
    return each(samples, (a, b) -> 1e9 * (b.records() - a.records()) / (b.atNs() - a.atNs()));
  }

  /** Microseconds of an event. */
  private static Spread eachUs(
      List<JobMeter.Sample> samples, double recordsPerEvent, ToDoubleFunction<JobMeter.Sample> ns) {
    return Spread.of(
        each(
            samples,
            (a, b) ->
                (ns.applyAsDouble(b) - ns.applyAsDouble(a))
                    / 1e3
                    / (b.records() - a.records())
                    * recordsPerEvent));
  }

  private static double[] each(
      List<JobMeter.Sample> samples, ToDoubleBiFunction<JobMeter.Sample, JobMeter.Sample> figure) {
    double[] figures = new double[samples.size() - 1];
    for (int i = 0; i < figures.length; i++) {
      figures[i] = figure.applyAsDouble(samples.get(i), samples.get(i + 1));
    }
    return figures;
  }
}
