package io.playhead.deploy.simulator;

import java.util.Arrays;
import java.util.List;

/**
 * What one member would pick at one moment: the true probability of each title. Immutable once
 * made.
 */
public final class Wishes {
  private final SimulatedCatalogue catalogue;
  private final double[] probabilities;

  Wishes(SimulatedCatalogue catalogue, double[] probabilities) {
    this.catalogue = catalogue;
    this.probabilities = probabilities;
  }

  /** How probable {@code titleId} is; 0 where it cannot be picked, or is no title. */
  public double probability(String titleId) {
    SimulatedTitle title = catalogue.find(titleId);
    return title == null ? 0 : probabilities[title.index()];
  }

  /** The {@code count} most probable titles, best first: no list of that length is better. */
  public List<String> best(int count) {
    return Arrays.stream(Oracle.ranking(probabilities))
        .limit(count)
        .mapToObj(row -> catalogue.title(row).titleId())
        .toList();
  }
}
