package io.playhead.inference;

import io.playhead.schemas.Title;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What one page costs, by stage: {@code main} prints microseconds a row on one thread. Not a test.
 * The weights are random, the shapes those of the small model: width 64, 2 layers, 3,883 titles.
 */
final class InferenceBenchmark {
  private static final int TITLES = 3_883;
  private static final int ROWS = 64;
  private static final int MEMBERS = 512;

  private final Model model;
  private final Catalogue catalogue;
  private final List<String> titleIds;
  private final Random random = new Random(3);

  private InferenceBenchmark(Model model, List<Title> titles) {
    this.model = model;
    this.titleIds = TinyBundle.ids(titles);
    long startNs = cpuNs();
    this.catalogue = Catalogue.of(model, titles);
    print("catalogue of 3,883, a title", (cpuNs() - startNs) / 1e3 / TITLES);
  }

  /** {@code [BUNDLE]}: a bundle instead of random weights. */
  public static void main(String[] arguments) throws Exception {
    List<Title> titles = TinyBundle.titles(TITLES);
    Path folder =
        arguments.length > 0
            ? Path.of(arguments[0])
            : new TinyBundle("bench", 64, 2, 2, 1)
                .write(Files.createTempDirectory("inference-benchmark"), TinyBundle.ids(titles));
    try (Model model = Model.load(ModelBundle.open(folder, BundleTrust.ANYONE))) {
      InferenceBenchmark benchmark = new InferenceBenchmark(model, titles);
      benchmark.topK();
      benchmark.oneTitle();
      for (int length : new int[] {10, 50, 128, 192, 255}) {
        benchmark.misses(length);
      }
      for (int length : new int[] {20, 100, 230}) {
        benchmark.hits(length, 1, ROWS);
        benchmark.hits(length, 2, ROWS);
      }
      benchmark.hits(230, 2, 1);
      benchmark.hits(230, 2, 8);
      benchmark.hits(230, 5, 16);
    }
  }

  private void topK() {
    TopK topK = new TopK();
    for (int rows : new int[] {1, 8, ROWS}) {
      List<float[]> vectors = new ArrayList<>();
      for (int i = 0; i < rows; i++) {
        vectors.add(catalogue.scoreVector(random.nextInt(TITLES)));
      }
      measure(
          "top 50 of 3,883, batch " + rows,
          rows,
          () ->
              topK.search(
                  catalogue, vectors, List.of(new TopK.Wanted(50, (member, block, row) -> true))));
    }
  }

  private void oneTitle() {
    Title title = catalogue.title(17);
    measure("catalogue, one title anew", 1, () -> catalogue.with(List.of(title), List.of()));
  }

  private void misses(int length) {
    Recommender recommender = new Recommender(model, catalogue, PageRules.DEFAULT, null);
    List<Token> tokens = TinyTokens.history(random, length, titleIds);
    RequestContext context = TinyTokens.context(random, tokens);
    measure(
        "window of " + length + " encoded alone",
        1,
        () -> recommender.memberVector(tokens, context));
  }

  private void hits(int length, int fresh, int rows) {
    KeyValueCache cache = new KeyValueCache(512L << 20);
    Encoder encoder = new Encoder(model, cache);
    PageMaker pages = new PageMaker(PageRules.DEFAULT, model.width(), new StageTimes());
    Recommender recommender = new Recommender(model, catalogue, PageRules.DEFAULT, cache);
    List<Request> warm = new ArrayList<>();
    for (int member = 0; member < MEMBERS; member++) {
      List<Token> tokens = TinyTokens.history(random, length, titleIds);
      RequestContext context = TinyTokens.context(random, tokens);
      warm.add(new Request("m" + member, TokenSource.of(tokens), context));
    }
    recommender.recommend(warm);
    List<Token> more = TinyTokens.history(random, fresh, titleIds);
    int[] at = {0};
    Runnable encode =
        () -> {
          List<EncoderRow> batch = new ArrayList<>();
          for (int i = 0; i < rows; i++) {
            EncoderRow row = new EncoderRow(warm.get(at[0]++ % MEMBERS), model.window());
            row.entry = cache.get(row.request.memberId(), model.id());
            row.history = row.entry.history;
            row.tokens = more;
            row.entry.count = length - 1;
            batch.add(row);
          }
          encoder.encode(batch, catalogue);
          for (EncoderRow row : batch) {
            row.entry.count = length - 1;
          }
          last = batch;
        };
    String name = length - 1 + " cached, " + fresh + " new, batch " + rows;
    measure(name + ": encode", rows, encode);
    measure(name + ": page", rows, () -> pages.make(last, catalogue));
    if (fresh == 1) {
      measure(
          name + ": whole",
          rows,
          () -> {
            int from = at[0] % (MEMBERS / rows) * rows;
            at[0]++;
            recommender.recommend(warm.subList(from, from + rows));
          });
    }
  }

  private List<EncoderRow> last = List.of();

  /** Median of nine rounds, in CPU time of this thread: others may be using the machine. */
  private static void measure(String name, int rows, Runnable run) {
    for (long endNs = cpuNs() + 700_000_000L; cpuNs() < endNs; ) {
      run.run();
    }
    double[] roundsUs = new double[9];
    for (int round = 0; round < roundsUs.length; round++) {
      int runs = 0;
      long startNs = cpuNs();
      long nowNs = startNs;
      for (; nowNs < startNs + 30_000_000L; nowNs = cpuNs()) {
        run.run();
        runs++;
      }
      roundsUs[round] = (nowNs - startNs) / 1e3 / runs / rows;
    }
    Arrays.sort(roundsUs);
    print(name, roundsUs[roundsUs.length / 2]);
  }

  private static long cpuNs() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void print(String name, double us) {
    System.out.printf(Locale.ROOT, "%-45s %9.1f us%n", name, us);
  }
}
