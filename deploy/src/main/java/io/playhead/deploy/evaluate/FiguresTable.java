package io.playhead.deploy.evaluate;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Figures for people: rankers as rows. Holds nothing; one thread. */
public final class FiguresTable {
  private static final String FIGURE = "%7s %-15s";

  private final PrintStream out;

  /** Prints to {@code out}. */
  public FiguresTable(PrintStream out) {
    this.out = out;
  }

  /** Leave-last-out. */
  public void print(EvaluationFigures f, boolean withSlices) {
    out.printf(
        "%s, %,d members, %,d titles ranked, %.1f s%n",
        f.protocol(), f.members(), f.candidates(), f.seconds());
    head();
    model("model " + f.modelId(), f.hr10(), f.hr10Interval(), f.ndcg10(), f.ndcg10Interval());
    row("published lists", f.published());
    rows(f.baselines());
    foot(f.seed(), withSlices ? f.slices() : Map.of());
  }

  /** Time-split. */
  public void print(TimeSplitFigures f, boolean withSlices) {
    out.printf(
        "%s from %s, %,d of %,d questions of %,d members, up to %,d titles ranked, %.1f s%n",
        f.protocol(),
        f.from(),
        f.cases(),
        f.tokensAfterSplit(),
        f.members(),
        f.candidates(),
        f.seconds());
    head();
    model("model " + f.modelId(), f.hr10(), f.hr10Interval(), f.ndcg10(), f.ndcg10Interval());
    rows(f.baselines());
    out.printf(
        "context: NDCG@10 %.4f with the true one, %.4f with shuffled ones (standard deviation %.4f),"
            + " lift %s %s%n",
        f.ndcg10(),
        f.ndcg10ShuffledContext(),
        f.ndcg10ShuffledContextSpread(),
        number(f.contextLift()),
        interval(f.contextLiftInterval()));
    out.printf(
        "%,d answers were in no list: nobody had had the title by then, or the member had%n",
        f.unanswerable());
    foot(f.seed(), withSlices ? f.slices() : Map.of());
  }

  /** Cold-titles. */
  public void print(ColdTitlesFigures f, boolean withSlices) {
    ColdTitlesFigures.Cold cold = f.cold();
    ColdTitlesFigures.Warm warm = f.warm();
    out.printf(
        "%s, %,d of %,d titles unseen, %,d members, %.1f s%n",
        f.protocol(), f.coldTitles(), f.candidates(), f.members(), f.seconds());
    out.printf("%n%,d questions with a cold answer%n", cold.cases());
    head();
    String model = "model " + f.modelId();
    model(model, cold.recall10(), cold.recall10Interval(), cold.ndcg10(), cold.ndcg10Interval());
    rows(cold.baselines());
    out.printf(
        "HR@10 over that of metadata neighbours: %s %s; the model that knows them has %.4f%n",
        number(cold.ratioToMetadataNeighbours()),
        interval(cold.ratioToMetadataNeighboursInterval()),
        cold.fullRecall10());
    out.printf("%n%,d questions with a warm answer%n", warm.cases());
    head();
    model(model, warm.recall10(), warm.recall10Interval(), warm.ndcg10(), warm.ndcg10Interval());
    rows(warm.baselines());
    out.printf(
        "NDCG@10 over that of %s, trained on all, %.4f: %s %s%n",
        f.fullModelId(),
        warm.fullNdcg10(),
        number(warm.ratioToFull()),
        interval(warm.ratioToFullInterval()));
    foot(f.seed(), withSlices ? f.slices() : Map.of());
  }

  /** Sparse-attention. */
  public void print(SparseFigures f) {
    SparseFigures.Sparse sparse = f.sparse();
    out.printf(
        "%s: %s against %s, %,d members, %,d of them longer than the exact window, %.1f s%n",
        f.protocol(), f.modelId(), f.denseModelId(), f.members(), f.longMembers(), f.seconds());
    out.printf(
        "NDCG@10, all members:  %.4f against %.4f, ratio %.4f %s%n",
        f.ndcg10(), f.denseNdcg10(), sparse.ndcgRatio(), interval(sparse.ndcgRatioInterval()));
    out.printf(
        "NDCG@10, long members: %.4f against %.4f, ratio %s %s%n",
        f.longNdcg10(),
        f.longDenseNdcg10(),
        number(sparse.longNdcgRatio()),
        interval(sparse.longNdcgRatioInterval()));
    out.printf(
        "CPU of one event and its page at %,d tokens: %.0f us [%.0f,%.0f] against %.0f us"
            + " [%.0f,%.0f], ratio %.3f%n",
        sparse.tokens(),
        sparse.costUs().get("median"),
        sparse.costUs().get("low"),
        sparse.costUs().get("high"),
        sparse.denseCostUs().get("median"),
        sparse.denseCostUs().get("low"),
        sparse.denseCostUs().get("high"),
        sparse.costRatio());
  }

  /** Shares of the oracle. */
  public void print(OracleFigures f, boolean withSlices) {
    out.printf(
        "%s from %s, model %s, %,d plays of %,d members, %.1f s%n",
        f.protocol(), f.from(), f.modelId(), f.plays(), f.members(), f.seconds());
    out.printf(
        "NDCG@10 in expectation: oracle %.4f, lists %.4f, popularity %.4f%n",
        f.oracleNdcg10(), f.ndcg10(), f.popularityNdcg10());
    out.printf(
        "share of the oracle: lists %.4f %s, popularity %.4f %s; of what was drawn: lists %.4f %s%n",
        f.shareOfOracle(),
        interval(f.shareOfOracleInterval()),
        f.popularityShare(),
        interval(f.popularityShareInterval()),
        f.drawnShareOfOracle(),
        interval(f.drawnShareOfOracleInterval()));
    out.printf(
        "phone at noon against television at night, %,d members: oracle's difference %.4f, lists'"
            + " %.4f, share %.4f %s%n",
        f.contextMembers(),
        f.oracleContextDifference(),
        f.contextDifference(),
        f.contextShareOfOracle(),
        interval(f.contextShareOfOracleInterval()));
    foot(f.seed(), Map.of());
    if (withSlices) {
      f.slices().forEach(this::shares);
    }
  }

  private void shares(String dimension, List<OracleSlice> slices) {
    out.printf("%n%-24s %9s %7s %8s%n", dimension, "plays", "oracle", "share");
    for (OracleSlice s : slices) {
      out.printf("  %-22s %,9d %7.4f %8.4f%n", s.value(), s.plays(), s.oracle(), s.share());
    }
  }

  /** Retrain. */
  public void print(RetrainFigures f) {
    RetrainFigures.WarmStart warm = f.warmStart();
    RetrainFigures.Alignment alignment = f.alignment();
    out.printf(
        "%s, %.0f %% of the titles new, %,d members, %.1f s%n",
        f.protocol(), 100 * f.coldShare(), f.members(), f.seconds());
    out.printf(
        "from nothing:   validation NDCG@10 %.4f after %,d steps, %.1f s%n",
        warm.ndcg10(), warm.fullSteps(), warm.fullSeconds());
    out.printf(
        "warm start:     %.4f before its first step, %s after %,d steps, %s s; share %s%n",
        warm.startNdcg10(),
        warm.seconds() == null ? "not as good" : "as good",
        warm.steps(),
        number(warm.seconds()),
        number(warm.share()));
    out.printf(
        "%-15s %12s %12s%n%-15s %12.4f %12.4f%n%-15s %12.4f %12.4f%n",
        "member vectors",
        "median",
        "10 % below",
        "  from nothing",
        alignment.cosine(),
        alignment.cosineLow(),
        "  warm start",
        alignment.warmCosine(),
        alignment.warmCosineLow());
  }

  private void head() {
    out.printf(
        "%-28s " + FIGURE + " " + FIGURE + " %s%n",
        "",
        "HR@10",
        "",
        "NDCG@10",
        "",
        "model's is higher by");
  }

  private void model(String name, double hr10, Interval hr, double ndcg10, Interval ndcg) {
    out.println(figures(name, hr10, hr, ndcg10, ndcg).stripTrailing());
  }

  private void rows(BaselineFigures f) {
    row("popularity", f.popularity());
    row("recent popularity", f.recentPopularity());
    row("first-order Markov", f.markov());
    row("item neighbours", f.itemNeighbours());
    row("metadata neighbours", f.metadataNeighbours());
  }

  private void row(String name, Figures f) {
    if (f != null) {
      out.printf(
          "%s %.4f +- %.4f%n",
          figures(name, f.hr10(), f.hr10Interval(), f.ndcg10(), f.ndcg10Interval()),
          f.lessThanModel(),
          f.lessThanModelStandardError());
    }
  }

  private static String figures(
      String name, double hr10, Interval hr, double ndcg10, Interval ndcg) {
    return String.format(
        "%-28s " + FIGURE + " " + FIGURE,
        name,
        number(hr10),
        interval(hr),
        number(ndcg10),
        interval(ndcg));
  }

  private void foot(long seed, Map<String, List<Slice>> slices) {
    out.printf(
        "[low, high]: 95 %% of %,d resamples of the members, seed %d%n", Bootstrap.RESAMPLES, seed);
    slices.forEach(
        (dimension, values) -> {
          out.printf("%n%-24s %9s %7s %8s%n", dimension, "questions", "HR@10", "NDCG@10");
          for (Slice s : values) {
            out.printf("  %-22s %,9d %7.4f %8.4f%n", s.value(), s.cases(), s.hr10(), s.ndcg10());
          }
        });
  }

  private static String number(Double value) {
    return value == null ? "-" : String.format("%.4f", value);
  }

  private static String interval(Interval interval) {
    return interval == null ? "" : String.format("[%.4f,%.4f]", interval.low(), interval.high());
  }
}
