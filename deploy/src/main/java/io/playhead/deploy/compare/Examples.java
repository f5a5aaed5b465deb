package io.playhead.deploy.compare;

import it.unimi.dsi.fastutil.HashCommon;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks the plays that two models differ most on, by NDCG@10 in the order of reading, each of
 * another member. Of plays that differ alike the seed draws, or they would all be the recording's
 * first. Pure.
 */
final class Examples {
  private static final int COUNT = 5;
  private static final int K = 10;

  private final RecordedPlays recorded;
  private final WalkedModel a;
  private final WalkedModel b;
  private final long seed;

  Examples(RecordedPlays recorded, WalkedModel a, WalkedModel b, long seed) {
    this.recorded = recorded;
    this.a = a;
    this.b = b;
    this.seed = seed;
  }

  /** At most five of {@code plays} where the second model is better. */
  List<Example> better(int[] plays) {
    return pick(plays, 1);
  }

  /** At most five of {@code plays} where the second model is worse. */
  List<Example> worse(int[] plays) {
    return pick(plays, -1);
  }

  private List<Example> pick(int[] plays, int sign) {
    List<Example> examples = new ArrayList<>();
    IntOpenHashSet members = new IntOpenHashSet();
    for (int i = 0; i < COUNT; i++) {
      int best = best(plays, sign, members);
      if (best < 0) {
        break;
      }
      members.add(recorded.plays().member(best));
      examples.add(example(best));
    }
    return examples;
  }

  /** The play that differs most; -1: none does. */
  private int best(int[] plays, int sign, IntOpenHashSet without) {
    int best = -1;
    double most = 0;
    long lot = 0;
    for (int play : plays) {
      double gain = sign * gain(play);
      if (gain <= 0 || gain < most || without.contains(recorded.plays().member(play))) {
        continue;
      }
      long playLot = HashCommon.mix(seed ^ HashCommon.mix((long) recorded.plays().event(play)));
      if (gain > most || playLot < lot) {
        best = play;
        most = gain;
        lot = playLot;
      }
    }
    return best;
  }

  private double gain(int play) {
    return Gain.ndcg(b.found().rank(play), K) - Gain.ndcg(a.found().rank(play), K);
  }

  private Example example(int play) {
    EventRow row =
        EventRow.of(recorded, play, a.playFound(play, recorded), b.playFound(play, recorded));
    String name = recorded.titles().name(recorded.plays().title(play));
    return new Example(row, name, top(a.found(), play), top(b.found(), play));
  }

  private List<Example.Top> top(FoundPlays found, int play) {
    List<Example.Top> top = new ArrayList<>(FoundPlays.TOP);
    for (int i = 0; i < FoundPlays.TOP; i++) {
      int title = found.top(play, i);
      if (title >= 0) {
        top.add(new Example.Top(recorded.titles().id(title), recorded.titles().name(title)));
      }
    }
    return top;
  }
}
