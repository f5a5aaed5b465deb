package io.playhead.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The validations of a training, oldest first. Used by one thread. */
final class Validations {
  private final List<Entry> entries = new ArrayList<>();

  /**
   * One of them.
   *
   * @param epoch whole epochs before it
   * @param steps steps before it
   * @param seconds from the start of the command to its end
   * @param metrics of the members that are asked while training
   */
  record Entry(int epoch, long steps, double seconds, RankingMetrics metrics) {}

  void add(Entry entry) {
    entries.add(entry);
  }

  List<Entry> all() {
    return Collections.unmodifiableList(entries);
  }

  /** The first of the highest NDCG@10; null: there is none. */
  Entry best() {
    Entry best = null;
    for (Entry entry : entries) {
      if (best == null || entry.metrics().ndcg10() > best.metrics().ndcg10()) {
        best = entry;
      }
    }
    return best;
  }

  /** How many there are after the best one. */
  int sinceBest() {
    return entries.isEmpty() ? 0 : entries.size() - 1 - entries.indexOf(best());
  }

  /** The first that reached it; null: none did. */
  Entry reaching(double ndcg10) {
    return entries.stream()
        .filter(entry -> entry.metrics().ndcg10() >= ndcg10)
        .findFirst()
        .orElse(null);
  }
}
