package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.JsonFile;
import io.playhead.deploy.Progress;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.simulator.SimulatedCatalogue;
import io.playhead.inference.Catalogue;
import io.playhead.inference.Model;
import io.playhead.inference.RetrievalProbe;
import io.playhead.schemas.Title;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead bench score}: retrieval against exact search by one product. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "The best titles of a large catalogue for a batch of members, by the engine's retrieval and"
            + " by one ONNX Runtime product with TopK, in turns, one thread each.")
final class ScoreBench implements Callable<Integer> {
  private static final int BATCHES = 4;
  private static final int TOKENS = 40;

  @Mixin private BenchOptions options;

  @Option(names = "--bundle", paramLabel = "DIR", description = "The model (deploy/demo-bundle).")
  private Path bundle;

  @Option(
      names = "--titles",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "Titles, simulated ones (${DEFAULT-VALUE}).")
  private int titleCount;

  @Option(
      names = "--batch",
      defaultValue = "64",
      paramLabel = "N",
      description = "Members at once (${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--best",
      defaultValue = "100",
      paramLabel = "K",
      description = "Titles to find for each (${DEFAULT-VALUE}).")
  private int best;

  @Override
  public Integer call() {
    if (titleCount < 1_000 || batch < 1 || best < 1 || best > titleCount) {
      throw CommandFailure.badInput(
          "--titles must be at least 1000, --batch 1, --best between 1 and --titles");
    }
    long startNs = System.nanoTime();
    Path folder = Home.ofThisProcess().bundle(bundle);
    try (Model model = BenchModels.load(folder)) {
      ScoreFigures figures = measure(model, folder, startNs);
      JsonFile.write(options.json, figures);
      figures.print(System.out);
    }
    return 0;
  }

  private ScoreFigures measure(Model model, Path folder, long startNs) {
    List<Title> titles =
        SimulatedCatalogue.of(SimulatedCatalogue.SEED, titleCount + options.rounds())
            .releasedBy(Long.MAX_VALUE);
    long madeNs = System.nanoTime();
    Catalogue catalogue = Catalogue.of(model, titles.subList(0, titleCount));
    double catalogueSeconds = (System.nanoTime() - madeNs) / 1e9;
    List<float[]> members =
        MadeUpMembers.vectors(
            model, titles.subList(0, 1_000), options.seed, batch * BATCHES, TOKENS);
    int rounds = options.rounds();
    double[] exactUs = new double[rounds];
    double[] ourUs = new double[rounds];
    double[] addedMs = new double[rounds];
    double recall = 0;
    RetrievalProbe ours = new RetrievalProbe(catalogue, best);
    try (OnnxProduct exact = new OnnxProduct(vectors(catalogue), model.width(), best);
        Progress progress = Progress.start("score", rounds + 1L, " rounds", 1)) {
      for (int round = -1; round < rounds; round++) { // the first one warms up
        long exactNs = 0;
        long ourNs = 0;
        for (int i = 0; i < BATCHES; i++) {
          List<float[]> asked = members.subList(i * batch, (i + 1) * batch);
          long[][][] right = {null};
          int[][][] own = {null};
          exactNs += cpuNs(() -> right[0] = exact.search(asked));
          ourNs += cpuNs(() -> own[0] = ours.search(asked));
          if (round == 0) {
            recall += recall(catalogue, asked, right[0], own[0]) / BATCHES;
          }
        }
        int at = Math.max(round, 0);
        exactUs[at] = exactNs / 1e3 / batch / BATCHES;
        ourUs[at] = ourNs / 1e3 / batch / BATCHES;
        addedMs[at] = addedMs(catalogue, titles.get(titleCount + at));
        progress.at(round + 2L);
      }
    }
    return new ScoreFigures(
        "score",
        Machine.ofThisProcess(),
        options.seed,
        "top %d of %,d simulated titles, width %d, batches of %d members, %s; CPU of one thread"
            .formatted(best, titleCount, model.width(), batch, folder.getFileName()),
        Spread.of(exactUs),
        Spread.of(ourUs),
        Spread.ofRatios(exactUs, ourUs),
        recall,
        catalogueSeconds,
        Spread.of(addedMs),
        (System.nanoTime() - startNs) / 1e9);
  }

  /** Of the titles that belong there; one that ties with the last of them is as good as it. */
  private static double recall(
      Catalogue catalogue, List<float[]> members, long[][] expected, int[][] found) {
    long hits = 0;
    long all = 0;
    for (int member = 0; member < members.size(); member++) {
      float[] vector = members.get(member);
      long[] right = expected[member];
      float last = catalogue.score(vector, (int) right[right.length - 1]);
      hits +=
          Arrays.stream(found[member])
              .filter(place -> catalogue.score(vector, place) >= last)
              .count();
      all += right.length;
    }
    return (double) Math.min(hits, all) / all;
  }

  private double addedMs(Catalogue catalogue, Title title) {
    long startNs = System.nanoTime();
    Catalogue next = catalogue.with(List.of(title), Set.of());
    float[] itself = next.scoreVector(next.indexOf(title.getTitleId()));
    int[] found = new RetrievalProbe(next, best).search(List.of(itself))[0];
    double ms = (System.nanoTime() - startNs) / 1e6;
    boolean isFound = Arrays.stream(found).anyMatch(place -> next.title(place).equals(title));
    if (!isFound) {
      throw CommandFailure.other("a title was added and is not found by its own vector");
    }
    return ms;
  }

  private static float[] vectors(Catalogue catalogue) {
    int width = catalogue.model().width();
    float[] vectors = new float[Math.multiplyExact(catalogue.size(), width)];
    for (int i = 0; i < catalogue.size(); i++) {
      System.arraycopy(catalogue.scoreVector(i), 0, vectors, i * width, width);
    }
    return vectors;
  }

  private static long cpuNs(Runnable run) {
    long startNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    run.run();
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startNs;
  }
}
