package io.playhead.deploy.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Works out {@link ComparisonFigures} of two models' pages. Pure. */
final class Comparison {
  private static final int K = ModelEvaluation.K;
  private static final int SLICE_PLAYS_MIN = 100;
  private static final int TITLE_PLAYS_MIN = 20;
  private static final int MEMBER_PLAYS_MIN = 5;

  private final RecordedPlays recorded;
  private final List<Dimension> dimensions;
  private final WalkedModel a;
  private final WalkedModel b;
  private final long seed;
  private final int[] plays;

  Comparison(
      RecordedPlays recorded, List<Dimension> dimensions, WalkedModel a, WalkedModel b, long seed) {
    this.recorded = recorded;
    this.dimensions = dimensions;
    this.a = a;
    this.b = b;
    this.seed = seed;
    this.plays = all().filter(play -> a.found().hasPage(play) && b.found().hasPage(play)).toArray();
  }

  private IntStream all() {
    return IntStream.range(0, recorded.plays().count());
  }

  ComparisonFigures figures() {
    Estimates estimates = estimates(plays);
    Map<String, List<SliceDifference>> slices = slices();
    Examples examples = new Examples(recorded, a, b, seed);
    return new ComparisonFigures(
        plays.length,
        estimates.memberCount(),
        (int) all().filter(a.found()::hasPage).count() - plays.length,
        (int) all().filter(b.found()::hasPage).count() - plays.length,
        count(1),
        count(-1),
        ranked(estimates, a.found()::rank, b.found()::rank),
        ranked(estimates, a.found()::place, b.found()::place),
        slices,
        bySlice(slices),
        standings("title", TITLE_PLAYS_MIN, recorded.plays()::title, recorded.titles()::id),
        standings("member", MEMBER_PLAYS_MIN, recorded.plays()::member, recorded.members()::name),
        examples.better(plays),
        examples.worse(plays));
  }

  private Estimates estimates(int[] of) {
    return new Estimates(of, recorded.plays(), seed);
  }

  /** Plays with a gain of that sign. */
  private int count(int sign) {
    return (int)
        IntStream.of(plays)
            .filter(play -> Math.signum(gainOfB(play) - gainOfA(play)) == sign)
            .count();
  }

  private double gainOfA(int play) {
    return Gain.ndcg(a.found().rank(play), K);
  }

  private double gainOfB(int play) {
    return Gain.ndcg(b.found().rank(play), K);
  }

  private Standings standings(
      String of, int playsMin, IntUnaryOperator group, IntFunction<String> name) {
    return new PlayGroups(plays, group, play -> gainOfB(play) - gainOfA(play))
        .standings(playsMin, name, (value, itsPlays) -> standing(of, value, itsPlays));
  }

  private Standing standing(String of, String value, int[] itsPlays) {
    Estimates estimates = estimates(itsPlays);
    return new Standing(
        of,
        value,
        itsPlays.length,
        estimates.memberCount(),
        estimates.difference(this::gainOfA, this::gainOfB));
  }

  private static List<RankedDifferences> ranked(
      Estimates estimates, IntUnaryOperator rankByA, IntUnaryOperator rankByB) {
    return ModelEvaluation.KS.stream()
        .map(
            k ->
                new RankedDifferences(
                    k,
                    difference(estimates, rankByA, rankByB, rank -> Gain.ndcg(rank, k)),
                    difference(estimates, rankByA, rankByB, rank -> Gain.reciprocal(rank, k)),
                    difference(estimates, rankByA, rankByB, rank -> Gain.hit(rank, k))))
        .toList();
  }

  private static Difference difference(
      Estimates estimates,
      IntUnaryOperator rankByA,
      IntUnaryOperator rankByB,
      IntToDoubleFunction worth) {
    return estimates.difference(
        play -> worth.applyAsDouble(rankByA.applyAsInt(play)),
        play -> worth.applyAsDouble(rankByB.applyAsInt(play)));
  }

  private Map<String, List<SliceDifference>> slices() {
    Map<String, List<SliceDifference>> slices = new LinkedHashMap<>();
    for (Dimension dimension : dimensions) {
      List<int[]> parts = dimension.split(plays);
      List<SliceDifference> differences = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).length > 0) {
          differences.add(slice(dimension.values().get(i), parts.get(i)));
        }
      }
      slices.put(dimension.name(), differences);
    }
    return slices;
  }

  private SliceDifference slice(String value, int[] of) {
    Estimates estimates = estimates(of);
    return new SliceDifference(
        value,
        of.length,
        estimates.memberCount(),
        estimates.difference(this::gainOfA, this::gainOfB),
        difference(estimates, a.found()::rank, b.found()::rank, rank -> Gain.hit(rank, K)));
  }

  private static Standings bySlice(Map<String, List<SliceDifference>> slices) {
    List<Standing> candidates = new ArrayList<>();
    slices.forEach(
        (dimension, differences) ->
            differences.forEach(
                d ->
                    candidates.add(
                        new Standing(dimension, d.value(), d.plays(), d.members(), d.ndcg10()))));
    return Standings.of(SLICE_PLAYS_MIN, candidates);
  }
}
