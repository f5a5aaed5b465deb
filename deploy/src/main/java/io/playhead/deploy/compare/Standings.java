package io.playhead.deploy.compare;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the second model gains most, and where it loses most. With many candidates and few plays
 * each, the ends of such a list are luck to a good part: read the intervals.
 *
 * @param playsMin plays that a candidate has at least
 * @param candidates how many there are
 * @param winners those with the largest positive difference, largest first
 * @param losers those with the largest negative difference, largest first
 */
public record Standings(
    int playsMin, int candidates, List<Standing> winners, List<Standing> losers) {
  /** Winners, and losers, named at most. */
  static final int NAMED_MAX = 10;

  private static final Comparator<Standing> GAIN =
      Comparator.comparingDouble((Standing s) -> s.ndcg10().difference());
  private static final Comparator<Standing> BIG_FIRST =
      Comparator.comparingInt((Standing s) -> -s.plays())
          .thenComparing(Standing::of)
          .thenComparing(Standing::value);

  /** The ends of those {@code candidates} that have enough plays. */
  static Standings of(int playsMin, List<Standing> candidates) {
    List<Standing> enough = candidates.stream().filter(s -> s.plays() >= playsMin).toList();
    return ends(playsMin, enough.size(), enough);
  }

  /**
   * The ends of {@code enough}, which hold at least those of all {@code candidates}; ties: more
   * plays first, then by name.
   */
  static Standings ends(int playsMin, int candidates, List<Standing> enough) {
    return new Standings(
        playsMin,
        candidates,
        first(
            enough.stream().filter(s -> s.ndcg10().difference() > 0),
            GAIN.reversed().thenComparing(BIG_FIRST)),
        first(
            enough.stream().filter(s -> s.ndcg10().difference() < 0),
            GAIN.thenComparing(BIG_FIRST)));
  }

  private static List<Standing> first(Stream<Standing> standings, Comparator<Standing> order) {
    return standings.sorted(order).limit(NAMED_MAX).toList();
  }
}
