package io.playhead.view.store;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;

/** What is popular, over all partitions; for lookups on any thread. */
public final class PopularTitles {
  private final ViewStores stores;

  /** Of those stores. */
  public PopularTitles(ViewStores stores) {
    this.stores = stores;
  }

  /**
   * Titles most watched lately in a country, most watched first; those of all countries where
   * nothing is known of it, and none where nothing is known at all.
   *
   * @param country two letters; null: not known
   */
  public List<String> in(String country) {
    try {
      List<String> there = country == null ? List.of() : ranked(country);
      return there.isEmpty() ? ranked(PopularityCounts.EVERYWHERE) : there;
    } catch (InvalidStateStoreException e) {
      return List.of(); // being read: a page without this row is better than none
    }
  }

  private List<String> ranked(String country) {
    Map<String, Double> sums = new HashMap<>();
    // '0' comes after '/', which stands between country and partition.
    try (KeyValueIterator<String, byte[]> partitions =
        stores.all(ViewTopology.POPULAR).range(country + "/", country + "0")) {
      while (partitions.hasNext()) {
        new String(partitions.next().value, StandardCharsets.UTF_8)
            .lines()
            .forEach(line -> add(sums, line));
      }
    }
    return sums.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void add(Map<String, Double> sums, String line) {
    int space = line.indexOf(' ');
    if (space > 0) {
      double log2 = Double.parseDouble(line.substring(0, space));
      sums.merge(line.substring(space + 1), log2, PopularityCounts::sum);
    }
  }
}
