package io.playhead.deploy.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Works out {@link ModelFigures} of one model's pages. Pure. */
final class ModelEvaluation {
  /** Places that figures are given for. */
  static final List<Integer> KS = List.of(1, 5, 10, 20);

  /** Places that slices are given for. */
  static final int K = 10;

  private final RecordedPlays recorded;
  private final List<Dimension> dimensions;
  private final PlayCounts playCounts;
  private final long seed;

  ModelEvaluation(
      RecordedPlays recorded, List<Dimension> dimensions, PlayCounts playCounts, long seed) {
    this.recorded = recorded;
    this.dimensions = dimensions;
    this.playCounts = playCounts;
    this.seed = seed;
  }

  ModelFigures figures(WalkedModel model) {
    FoundPlays found = model.found();
    PageCounts counts = model.counts();
    int all = recorded.plays().count();
    int[] plays = IntStream.range(0, all).filter(found::hasPage).toArray();
    Estimates estimates = new Estimates(plays, recorded.plays(), seed);
    List<RowFigures> rows = rows(model, plays);
    int onPage = rows.stream().mapToInt(RowFigures::plays).sum();
    return new ModelFigures(
        model.name(),
        counts.modelIds(),
        counts.pages(),
        counts.dropped(),
        all,
        plays.length,
        all - plays.length,
        estimates.memberCount(),
        ranked(estimates, found::rank),
        ranked(estimates, found::place),
        rows,
        plays.length == 0 ? null : 1 - onPage / (double) plays.length,
        counts.first().figures(playCounts),
        counts.whole().figures(playCounts),
        counts.churn(),
        freshness(model, plays),
        slices(found, plays),
        new Staleness(recorded, found, Staleness.PLAYS_MIN, seed).figures(),
        QualityOverTime.of(recorded, found, plays));
  }

  private static List<RankedFigures> ranked(Estimates estimates, IntUnaryOperator rank) {
    return KS.stream()
        .map(
            k ->
                new RankedFigures(
                    k,
                    estimates.mean(play -> Gain.ndcg(rank.applyAsInt(play), k)),
                    estimates.mean(play -> Gain.reciprocal(rank.applyAsInt(play), k)),
                    estimates.mean(play -> Gain.hit(rank.applyAsInt(play), k))))
        .toList();
  }

  private static List<RowFigures> rows(WalkedModel model, int[] plays) {
    Ordinals names = model.counts().rowNames();
    int[] counts = new int[names.size()];
    long[] places = new long[names.size()];
    long[] ranks = new long[names.size()];
    for (int play : plays) {
      int row = model.found().row(play);
      if (row >= 0) {
        counts[row]++;
        places[row] += model.found().place(play);
        ranks[row] += model.found().rank(play);
      }
    }
    return IntStream.range(0, names.size())
        .filter(row -> counts[row] > 0)
        .mapToObj(
            row ->
                new RowFigures(
                    names.name(row),
                    counts[row],
                    counts[row] / (double) plays.length,
                    places[row] / (double) counts[row],
                    ranks[row] / (double) counts[row]))
        .sorted(
            Comparator.comparingInt((RowFigures r) -> -r.plays()).thenComparing(RowFigures::row))
        .toList();
  }

  private FreshnessFigures freshness(WalkedModel model, int[] plays) {
    long[] agesMs = new long[plays.length];
    long behindSum = 0;
    int behindMax = 0;
    for (int i = 0; i < plays.length; i++) {
      int pageEvent = model.found().pageEvent(0, plays[i]);
      agesMs[i] = recorded.momentMs(plays[i]) - recorded.events().momentMs(pageEvent);
      int behind =
          recorded.historyLength(plays[i]) - recorded.events().acceptedBefore(pageEvent) - 1;
      behindSum += Math.max(0, behind);
      behindMax = Math.max(behindMax, behind);
    }
    return new FreshnessFigures(
        DurationFigures.of(agesMs),
        plays.length == 0 ? null : behindSum / (double) plays.length,
        plays.length == 0 ? null : behindMax,
        DurationFigures.of(model.counts().eventToListMs()));
  }

  private Map<String, List<SliceFigures>> slices(FoundPlays found, int[] plays) {
    Map<String, List<SliceFigures>> slices = new LinkedHashMap<>();
    for (Dimension dimension : dimensions) {
      List<int[]> parts = dimension.split(plays);
      List<SliceFigures> figures = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).length > 0) {
          figures.add(slice(dimension.values().get(i), found, parts.get(i)));
        }
      }
      slices.put(dimension.name(), figures);
    }
    return slices;
  }

  private SliceFigures slice(String value, FoundPlays found, int[] plays) {
    Estimates estimates = new Estimates(plays, recorded.plays(), seed);
    return new SliceFigures(
        value,
        plays.length,
        estimates.memberCount(),
        estimates.mean(play -> Gain.ndcg(found.rank(play), K)),
        estimates.mean(play -> Gain.hit(found.rank(play), K)));
  }
}
