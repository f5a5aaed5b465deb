package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.JsonFile;
import io.playhead.deploy.Progress;
import io.playhead.deploy.evaluate.EventCost;
import io.playhead.deploy.evaluate.RecordedHistories;
import io.playhead.deploy.local.WorkFolder;
import io.playhead.inference.Catalogue;
import io.playhead.inference.Model;
import io.playhead.inference.PageRules;
import io.playhead.inference.Recommender;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.MemberHistories;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead bench incremental}: an event through the cache against a window encoded anew. */
@Command(
    name = "incremental",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "What one more event costs a member whose keys and values are cached, at 250, 1,000 and"
            + " 4,000 tokens, beside encoding 1,000 tokens anew with dense attention.")
final class IncrementalBench implements Callable<Integer> {
  private static final List<Integer> TOKENS = List.of(250, 1_000, 4_000);
  private static final int DENSE_TOKENS = 1_000;
  private static final int DENSE_RUNS = 10;

  @Mixin private BenchOptions options;

  @Option(
      names = "--width",
      defaultValue = "64",
      paramLabel = "N",
      description = "Width of both models (${DEFAULT-VALUE}).")
  private int width;

  @Option(
      names = "--layers",
      defaultValue = "2",
      paramLabel = "N",
      description = "Layers of both (${DEFAULT-VALUE}).")
  private int layers;

  @Override
  public Integer call() {
    long startNs = System.nanoTime();
    if (width < 8 || layers < 1) {
      throw CommandFailure.badInput("--width must be at least 8, --layers at least 1");
    }
    List<String> shape = List.of("--width", "" + width, "--layers", "" + layers);
    List<String> dense = new ArrayList<>(shape);
    dense.addAll(List.of("--window", "1024", "--blocks", "0"));
    try (WorkFolder work = WorkFolder.temporary("playhead-bench")) {
      BenchModels models = new BenchModels(work.path(), options.seed);
      try (Model sparse = BenchModels.load(models.trained("sparse", shape));
          Model full = BenchModels.load(models.trained("dense", dense))) {
        Recording recording = Recording.open(models.recording());
        IncrementalFigures figures = measure(sparse, full, recording, startNs);
        JsonFile.write(options.json, figures);
        figures.print(System.out);
      }
    }
    return 0;
  }

  private IncrementalFigures measure(Model sparse, Model dense, Recording recording, long startNs) {
    Collection<Title> titles = RecordedHistories.titles(recording).values();
    MemberHistories members = RecordedHistories.of(recording, event -> true);
    List<List<Token>> histories =
        members.memberIds().stream().map(members::tokens).filter(t -> !t.isEmpty()).toList();
    Map<Integer, EventCost> costs = new LinkedHashMap<>();
    Map<Integer, double[]> eventUs = new LinkedHashMap<>();
    int rounds = options.rounds();
    for (int tokens : TOKENS) {
      costs.put(tokens, new EventCost(sparse, titles, histories, tokens));
      eventUs.put(tokens, new double[rounds]);
    }
    Recommender anew = new Recommender(dense, Catalogue.of(dense, titles), PageRules.DEFAULT, null);
    List<Token> thousand = repeated(histories.get(0), DENSE_TOKENS);
    double[] denseUs = new double[rounds];
    try (Progress progress = Progress.start("incremental", rounds + 1L, " rounds", 1)) {
      for (int round = -1; round < rounds; round++) { // the first one warms up
        double us = denseUs(anew, thousand);
        for (int tokens : TOKENS) {
          double event = costs.get(tokens).ofVectorUs();
          eventUs.get(tokens)[Math.max(round, 0)] = event;
        }
        denseUs[Math.max(round, 0)] = us;
        progress.at(round + 2L);
      }
    }
    Map<Integer, Spread> spreads = new LinkedHashMap<>();
    eventUs.forEach((tokens, us) -> spreads.put(tokens, Spread.of(us)));
    return new IncrementalFigures(
        "incremental",
        Machine.ofThisProcess(),
        options.seed,
        "width %d, %d layers, window of %d, %d summaries"
            .formatted(width, layers, sparse.window().lengthMax(), sparse.window().summariesMax()),
        spreads,
        Spread.of(denseUs),
        Spread.ofRatios(denseUs, eventUs.get(DENSE_TOKENS)),
        Spread.ofRatios(eventUs.get(4_000), eventUs.get(250)),
        (System.nanoTime() - startNs) / 1e9);
  }

  private static double denseUs(Recommender anew, List<Token> tokens) {
    RequestContext context = RequestContext.of(tokens.get(tokens.size() - 1));
    long startNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int run = 0; run < DENSE_RUNS; run++) {
      anew.memberVector(tokens, context);
    }
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startNs)
        / 1e3
        / DENSE_RUNS;
  }

  private static List<Token> repeated(List<Token> history, int length) {
    List<Token> tokens = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      tokens.add(history.get(i % history.size()));
    }
    return tokens;
  }
}
