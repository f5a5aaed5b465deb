package io.playhead.deploy.evaluate;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The titles by how often they were played in the training part. Immutable, any thread. */
final class Popular {
  /** Newest tokens of the training part that the recent popularity counts. */
  static final double RECENT_SHARE = .2;

  private final int[] places;

  private Popular(int[] places) {
    this.places = places;
  }

  static Popular of(TrainingPart training, TitleTable titles) {
    int[] plays = training.plays(Long.MIN_VALUE);
    int[] ranking =
        IntStream.range(0, plays.length)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(row -> -plays[row])
                    .thenComparingInt(row -> titles.byNumber()[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] places = new int[ranking.length];
    for (int place = 0; place < ranking.length; place++) {
      places[ranking[place]] = place;
    }
    return new Popular(places);
  }

  /** Place of each title, 0 played most, ties by {@link TitleOrder}. */
  int[] places() {
    return places;
  }

  /** The scorer that knows nothing but this order. */
  static Scorer scorer() {
    return (history, scores) -> {};
  }

  /** Plays among the newest {@link #RECENT_SHARE} of the training part's tokens. */
  static Scorer recent(TrainingPart training) {
    int[] plays = training.plays(training.newest(RECENT_SHARE));
    return (history, scores) -> {
      for (int row = 0; row < plays.length; row++) {
        scores[row] += plays[row];
      }
    };
  }
}
