package io.playhead.deploy.compare;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One way to part all plays: by device, by part of the day and so on. Immutable.
 *
 * @param name as in the JSON
 * @param values what plays can have in common, in the order to show
 * @param valueOfPlay number of each play's value
 */
record Dimension(String name, List<String> values, int[] valueOfPlay) {
  private static final int VALUES_MAX = 12;
  private static final String OTHERS = "others";

  /** Few values that are known beforehand, in the order of their names. */
  static Dimension closed(String name, int playCount, IntFunction<String> value) {
    return of(name, playCount, value, Comparator.naturalOrder(), Integer.MAX_VALUE);
  }

  /** Any number of values: the most frequent ones first, and the others together. */
  static Dimension open(String name, int playCount, IntFunction<String> value) {
    return of(name, playCount, value, null, VALUES_MAX);
  }

  private static Dimension of(
      String name, int playCount, IntFunction<String> value, Comparator<String> order, int max) {
    Ordinals found = new Ordinals();
    int[] foundOfPlay =
        IntStream.range(0, playCount).map(play -> found.of(value.apply(play))).toArray();
    List<String> sorted = sorted(found, foundOfPlay, order);
    boolean areTooMany = sorted.size() > max;
    List<String> kept = areTooMany ? sorted.subList(0, max - 1) : sorted;
    int[] place = new int[found.size()];
    Arrays.fill(place, kept.size());
    for (int i = 0; i < kept.size(); i++) {
      place[found.find(kept.get(i))] = i;
    }
    List<String> values = new ArrayList<>(kept);
    if (areTooMany) {
      values.add(OTHERS);
    }
    return new Dimension(name, values, Arrays.stream(foundOfPlay).map(v -> place[v]).toArray());
  }

  private static List<String> sorted(Ordinals found, int[] foundOfPlay, Comparator<String> order) {
    int[] counts = new int[found.size()];
    for (int value : foundOfPlay) {
      counts[value]++;
    }
    Comparator<String> mostFirst =
        Comparator.comparingInt((String value) -> -counts[found.find(value)])
            .thenComparing(Comparator.naturalOrder());
    return IntStream.range(0, found.size())
        .mapToObj(found::name)
        .sorted(order == null ? mostFirst : order)
        .toList();
  }

  /** Those of {@code plays} that have each value. */
  List<int[]> split(int[] plays) {
    List<IntArrayList> parts = new ArrayList<>();
    values.forEach(value -> parts.add(new IntArrayList()));
    for (int play : plays) {
      parts.get(valueOfPlay[play]).add(play);
    }
    return parts.stream().map(IntArrayList::toIntArray).toList();
  }
}
