package io.playhead.deploy.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Works out {@link StalenessFigures} from what a walk found for each age. Pure. */
final class Staleness {
  /** Ages asked about: the page in force, a minute, an hour, a day, two days; milliseconds. */
  static final long[] AGES_MS = {0, 60_000, 3_600_000, 24 * 3_600_000L, 48 * 3_600_000L};

  /** Plays that a figure is worth saying for. */
  static final int PLAYS_MIN = 100;

  private static final int K = 10;

  private final RecordedPlays recorded;
  private final FoundPlays found;
  private final int playsMin;
  private final long seed;

  Staleness(RecordedPlays recorded, FoundPlays found, int playsMin, long seed) {
    this.recorded = recorded;
    this.found = found;
    this.playsMin = playsMin;
    this.seed = seed;
  }

  StalenessFigures figures() {
    int[] withPage = IntStream.range(0, AGES_MS.length).map(age -> plays(age).length).toArray();
    int oldest = -1;
    for (int age = 0; age < withPage.length; age++) {
      oldest = withPage[age] >= playsMin ? age : oldest;
    }
    int[] plays = oldest < 0 ? new int[0] : plays(oldest);
    Estimates estimates = new Estimates(plays, recorded.plays(), seed);
    List<StalenessFigures.Age> ages = new ArrayList<>();
    for (int age = 0; age < AGES_MS.length; age++) {
      ages.add(
          age <= oldest
              ? of(age, withPage[age], plays, estimates)
              : new StalenessFigures.Age(
                  AGES_MS[age], withPage[age], null, null, null, null, null, null));
    }
    return new StalenessFigures(plays.length, playsMin, ages);
  }

  /** The older a page is asked for, the fewer plays have it, and they have the younger ones too. */
  private int[] plays(int age) {
    return IntStream.range(0, recorded.plays().count())
        .filter(play -> found.hasPage(age, play))
        .toArray();
  }

  private StalenessFigures.Age of(int age, int withPage, int[] plays, Estimates estimates) {
    IntToDoubleFunction inForce = play -> Gain.ndcg(found.rank(play), K);
    IntToDoubleFunction gain = play -> Gain.ndcg(found.rank(age, play), K);
    IntToDoubleFunction hit = play -> Gain.hit(found.rank(age, play), K);
    IntToDoubleFunction loss = play -> inForce.applyAsDouble(play) - gain.applyAsDouble(play);
    long changed =
        Arrays.stream(plays)
            .filter(play -> found.pageEvent(age, play) != found.pageEvent(0, play))
            .count();
    return new StalenessFigures.Age(
        AGES_MS[age],
        withPage,
        changed / (double) plays.length,
        estimates.mean(gain),
        estimates.mean(hit),
        estimates.mean(loss),
        estimates.mean(play -> Gain.hit(found.rank(play), K) - hit.applyAsDouble(play)),
        estimates.ratio(loss, inForce));
  }
}
