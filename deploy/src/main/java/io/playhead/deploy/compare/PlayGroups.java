package io.playhead.deploy.compare;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Plays by a number of theirs, such as the title's. There may be as many groups as members, so
 * means come first, and intervals are drawn for the named ends alone. Pure.
 */
final class PlayGroups {
  private final int[] plays;
  private final IntUnaryOperator group;
  private final int[] counts;
  private final double[] gains;

  /**
   * Groups {@code plays}.
   *
   * @param group number of a play's group
   * @param gain what the second model's list was worth more for a play
   */
  PlayGroups(int[] plays, IntUnaryOperator group, IntToDoubleFunction gain) {
    this.plays = plays;
    this.group = group;
    int groupCount = Arrays.stream(plays).map(group).max().orElse(-1) + 1;
    counts = new int[groupCount];
    gains = new double[groupCount];
    for (int play : plays) {
      counts[group.applyAsInt(play)]++;
      gains[group.applyAsInt(play)] += gain.applyAsDouble(play);
    }
  }

  /**
   * Groups where the gain is most and least.
   *
   * @param playsMin plays that a group has at least
   * @param name of a group by its number
   * @param standing makes the figures of one group out of its name and plays
   */
  Standings standings(
      int playsMin, IntFunction<String> name, BiFunction<String, int[], Standing> standing) {
    int[] enough =
        IntStream.range(0, counts.length).filter(number -> counts[number] >= playsMin).toArray();
    Comparator<Integer> bigFirst =
        Comparator.comparingInt((Integer number) -> -counts[number]).thenComparing(name::apply);
    Comparator<Integer> gain =
        Comparator.comparingDouble((Integer number) -> gains[number] / counts[number]);
    Map<Integer, IntArrayList> named = new TreeMap<>();
    for (Comparator<Integer> order : List.of(gain, gain.reversed())) {
      Arrays.stream(enough)
          .boxed()
          .sorted(order.thenComparing(bigFirst))
          .limit(Standings.NAMED_MAX)
          .forEach(number -> named.put(number, new IntArrayList(counts[number])));
    }
    for (int play : plays) {
      IntArrayList its = named.get(group.applyAsInt(play));
      if (its != null) {
        its.add(play);
      }
    }
    List<Standing> standings = new ArrayList<>();
    named.forEach(
        (number, its) -> standings.add(standing.apply(name.apply(number), its.toIntArray())));
    return Standings.ends(playsMin, enough.length, standings);
  }
}
