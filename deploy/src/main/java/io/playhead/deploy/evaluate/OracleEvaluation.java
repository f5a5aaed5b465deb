package io.playhead.deploy.evaluate;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import io.playhead.deploy.local.RecordedEvents;
import io.playhead.deploy.simulator.KnownTastes;
import io.playhead.deploy.simulator.SimulatedCatalogue;
import io.playhead.deploy.simulator.SimulatedRecording;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.HoldOut;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Shares of the oracle from files to figures; see {@link OraclePlays}. One thread. */
public final class OracleEvaluation {
  /** The protocol's name. */
  public static final String ORACLE = "oracle";

  private final Path recordingFolder;
  private final Path bundleFolder;
  private final Instant from;
  private final long seed;

  /**
   * Prepares an evaluation.
   *
   * @param recordingFolder a simulated recording
   * @param bundleFolder the model bundle
   * @param from first moment asked about; null: behind all that the model was trained on
   * @param seed of the intervals' resamples
   */
  public OracleEvaluation(Path recordingFolder, Path bundleFolder, Instant from, long seed) {
    this.recordingFolder = recordingFolder;
    this.bundleFolder = bundleFolder;
    this.from = from;
    this.seed = seed;
  }

  /** Runs it. */
  public OracleFigures run() {
    long startedNs = System.nanoTime();
    Recording recording = Recording.open(recordingFolder);
    SimulatedCatalogue catalogue =
        SimulatedCatalogue.of(SimulatedCatalogue.SEED, SimulatedCatalogue.TITLES);
    KnownTastes tastes = SimulatedRecording.tastes(recording, catalogue);
    EvaluatedModel model = EvaluatedModel.open(bundleFolder);
    long fromMs = from == null ? model.manifest().trainedUntilMs() + 1 : from.toEpochMilli();
    HoldOut asked = HoldOut.after(Instant.ofEpochMilli(fromMs));
    model.requireTrainedBefore(fromMs, asked);
    model.requireHeldOut(recording, asked);
    return model.recommend(
        catalogue.releasedBy(Long.MAX_VALUE),
        recommender -> {
          ServedLists lists = new ServedLists(recommender);
          OraclePlays plays = new OraclePlays(tastes, lists, fromMs);
          follow(recording, plays, fromMs);
          long endMs = recording.manifest().toMs();
          List<ContextPair> pairs = new ContextPairs(tastes, plays, lists).of(endMs);
          return figures(model.id(), fromMs, plays.plays(), pairs, startedNs);
        });
  }

  private void follow(Recording recording, OraclePlays plays, long fromMs) {
    try (RecordedEvents events = new RecordedEvents(recording);
        Progress progress =
            Progress.start("evaluate", recording.manifest().eventCount(), " events", 1)) {
      long done = 0;
      while (events.hasNext()) {
        plays.accept(events.next());
        progress.at(++done);
      }
    }
    if (plays.plays().isEmpty()) {
      throw CommandFailure.badInput(
          recordingFolder
              + " has no play at or after "
              + Instant.ofEpochMilli(fromMs)
              + ": simulate more days, or give --from");
    }
  }

  private OracleFigures figures(
      String modelId, long fromMs, List<AskedPlay> plays, List<ContextPair> pairs, long startedNs) {
    double[] oracle = values(plays, play -> play.oracle().expected());
    double[] lists = values(plays, play -> play.lists().expected());
    double[] popular = values(plays, play -> play.popularity().expected());
    double[] drawnOracle = values(plays, play -> play.oracle().drawn());
    double[] drawnLists = values(plays, play -> play.lists().drawn());
    Bootstrap byPlay = Bootstrap.ofMembers(plays.stream().map(AskedPlay::memberId).toList(), seed);
    double[] oracleDifferences = values(pairs, ContextPair::oracle);
    double[] differences = values(pairs, ContextPair::lists);
    Bootstrap byPair =
        Bootstrap.ofMembers(pairs.stream().map(ContextPair::memberId).toList(), seed);
    return new OracleFigures(
        ORACLE,
        modelId,
        Instant.ofEpochMilli(fromMs).toString(),
        plays.size(),
        byPlay.memberCount(),
        seed,
        sum(oracle) / plays.size(),
        sum(lists) / plays.size(),
        sum(popular) / plays.size(),
        sum(lists) / sum(oracle),
        byPlay.ratio(lists, oracle),
        sum(popular) / sum(oracle),
        byPlay.ratio(popular, oracle),
        sum(drawnOracle) / plays.size(),
        sum(drawnLists) / plays.size(),
        sum(drawnLists) / sum(drawnOracle),
        byPlay.ratio(drawnLists, drawnOracle),
        pairs.size(),
        sum(oracleDifferences) / pairs.size(),
        sum(differences) / pairs.size(),
        sum(differences) / sum(oracleDifferences),
        byPair.ratio(differences, oracleDifferences),
        OracleSlices.of(plays),
        (System.nanoTime() - startedNs) / 1e9);
  }

  private static <T> double[] values(List<T> of, ToDoubleFunction<T> value) {
    return of.stream().mapToDouble(value).toArray();
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
