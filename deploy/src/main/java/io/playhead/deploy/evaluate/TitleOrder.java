package io.playhead.deploy.evaluate;

import java.util.Comparator;

/**
 * The order of titles with equal counts in the baselines: shorter id first, then by text, so that
 * ids that are numbers stand by their value. Published baselines break ties by number.
 */
final class TitleOrder {
  static final Comparator<String> BY_NUMBER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private TitleOrder() {}
}
