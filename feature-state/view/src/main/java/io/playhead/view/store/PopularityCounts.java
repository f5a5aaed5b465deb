package io.playhead.view.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How often titles were watched lately, by country: a count that halves each day of the events'
 * time. A partition's, on its thread. What has faded below a hundredth is dropped when {@link #top}
 * sees it.
 *
 * <p>So that counts of different times compare without being touched, a watch at time t counts 2^(t
 * / day): the store keeps the logarithm of the sum.
 */
final class PopularityCounts {
  /** Stands for all countries together. */
  static final String EVERYWHERE = "*";

  /** Titles of a country that are passed on. */
  static final int TOP = 100;

  private static final double DAY_MS = 86_400_000;

  /** log2 of a hundredth. */
  private static final double FADED = -6.6;

  private static final char BETWEEN = '\n'; // in no country

  private final KeyValueStore<String, byte[]> counts;
  private double newest = Double.NEGATIVE_INFINITY;

  PopularityCounts(KeyValueStore<String, byte[]> counts) {
    this.counts = counts;
  }

  /** One watch; a title that needs more than a line, or a country that is none, is not counted. */
  void watched(String country, String titleId, long atMs) {
    if (titleId.indexOf('\n') >= 0 || titleId.indexOf('\r') >= 0) {
      return;
    }
    add(EVERYWHERE, titleId, atMs);
    if (country != null && isCountry(country)) {
      add(country, titleId, atMs);
    }
  }

  /** Producers write what they like; there are 676 countries at most. */
  private static boolean isCountry(String country) {
    return country.length() == 2 && isLetter(country.charAt(0)) && isLetter(country.charAt(1));
  }

  private static boolean isLetter(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private void add(String country, String titleId, long atMs) {
    String key = country + BETWEEN + titleId;
    byte[] before = counts.get(key);
    double log = atMs / DAY_MS;
    newest = Math.max(newest, log);
    counts.put(key, bytes(before == null ? log : sum(log(before), log)));
  }

  /** log2 of 2^a + 2^b, without either. */
  static double sum(double a, double b) {
    double high = Math.max(a, b);
    double low = Math.min(a, b);
    return high + Math.log1p(Math.pow(2, low - high)) / Math.log(2);
  }

  /**
   * Of each country its most watched titles, most watched first, a line each: the log2 of the
   * count, a space, the title id.
   */
  Map<String, byte[]> top() {
    Map<String, PriorityQueue<Counted>> heaps = new TreeMap<>();
    try (KeyValueIterator<String, byte[]> all = counts.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        double log = log(entry.value);
        if (log - newest < FADED) {
          counts.delete(entry.key);
          continue;
        }
        int between = entry.key.indexOf(BETWEEN);
        PriorityQueue<Counted> heap =
            heaps.computeIfAbsent(
                entry.key.substring(0, between), country -> new PriorityQueue<>(Counted.LEAST));
        heap.add(new Counted(entry.key.substring(between + 1), log));
        if (heap.size() > TOP) {
          heap.remove();
        }
      }
    }
    Map<String, byte[]> top = new LinkedHashMap<>();
    heaps.forEach((country, heap) -> top.put(country, lines(heap)));
    return top;
  }

  private static byte[] lines(PriorityQueue<Counted> heap) {
    List<Counted> order = heap.stream().sorted(Counted.LEAST.reversed()).toList();
    return order.stream()
        .map(counted -> counted.log2 + " " + counted.titleId)
        .collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static double log(byte[] stored) {
    return ByteBuffer.wrap(stored).getDouble();
  }

  private static byte[] bytes(double log) {
    return ByteBuffer.allocate(Double.BYTES).putDouble(log).array();
  }

  /** A title and the logarithm of its count. */
  record Counted(String titleId, double log2) {
    static final Comparator<Counted> LEAST =
        Comparator.comparingDouble(Counted::log2)
            .thenComparing(Counted::titleId, Comparator.reverseOrder());
  }
}
