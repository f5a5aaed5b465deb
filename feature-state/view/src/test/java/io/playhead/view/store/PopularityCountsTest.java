package io.playhead.view.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counts that halve each day. */
class PopularityCountsTest {
  private static final long DAY_MS = 86_400_000;
  private static final long START_MS = 20_000 * DAY_MS; // 2^20000 is no double
  private static final double FADED_LOG2 = -6.6;
  private static final double EXACT = 1e-9;

  private final KeyValueStore<String, byte[]> store = store();
  private final PopularityCounts counts = new PopularityCounts(store);

  private static KeyValueStore<String, byte[]> store() {
    KeyValueStore<String, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("watched"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void countsTheSameMomentTwiceAsTwo() {
    assertThat(PopularityCounts.sum(20_000, 20_000)).isEqualTo(20_001);
    assertThat(PopularityCounts.sum(20_001, 20_000)).isCloseTo(20_000 + log2(3), within(EXACT));
    assertThat(PopularityCounts.sum(20_000, 20_001))
        .isEqualTo(PopularityCounts.sum(20_001, 20_000));
    assertThat(PopularityCounts.sum(20_000, 0)).isEqualTo(20_000);
  }

  @Test
  void halvesACountEachDay() {
    counts.watched("BR", "old", START_MS);
    counts.watched("BR", "old", START_MS);
    counts.watched("BR", "new", START_MS + DAY_MS);

    Map<String, Double> top = top("BR");

    assertThat(top.get("old")).isCloseTo(top.get("new"), within(EXACT));
  }

  @Test
  void hasTheMostWatchedFirstAndTiesInOrderOfTitle() {
    counts.watched("BR", "b", START_MS);
    counts.watched("BR", "c", START_MS);
    counts.watched("BR", "a", START_MS);
    counts.watched("BR", "c", START_MS);

    assertThat(top("BR").keySet()).containsExactly("c", "a", "b");
  }

  @Test
  void countsACountryByItselfAndForAll() {
    counts.watched("BR", "a", START_MS);
    counts.watched("PT", "b", START_MS);
    counts.watched(null, "c", START_MS);

    assertThat(counts.top().keySet()).containsExactly("*", "BR", "PT");
    assertThat(top("BR").keySet()).containsExactly("a");
    assertThat(top("PT").keySet()).containsExactly("b");
    assertThat(top("*").keySet()).containsExactly("a", "b", "c");
  }

  @Test
  void dropsWhatHasFaded() {
    counts.watched("BR", "faded", START_MS);
    counts.watched("PT", "nearly", START_MS + DAY_MS);
    counts.watched("PT", "new", START_MS + 7 * DAY_MS);

    counts.top();

    assertThat(counts.top().keySet()).containsExactly("*", "PT");
    assertThat(top("PT").keySet()).containsExactly("new", "nearly");
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    assertThat(keys).containsExactly("*\nnearly", "*\nnew", "PT\nnearly", "PT\nnew");
  }

  @Test
  void passesOnAHundredTitlesOfACountry() {
    for (int title = 0; title < 150; title++) {
      counts.watched("BR", String.format("t%03d", title), START_MS + title * 60_000L);
    }

    List<String> top = List.copyOf(top("BR").keySet());

    assertThat(top).hasSize(100).startsWith("t149", "t148").endsWith("t050");
  }

  /** A title id may hold anything; each has one line of its own, or it would speak for others. */
  @Test
  void letsNoTitleSpeakForAnother() {
    counts.watched("BR", "with a space", START_MS);
    counts.watched("BR", "x\n30000.0 forged", START_MS);
    counts.watched("BR", "x\r30000.0 forged", START_MS);
    counts.watched("BR", "x\ny z", START_MS);

    assertThat(top("BR").keySet()).containsExactly("with a space");
    assertThat(top("*").keySet()).containsExactly("with a space");
  }

  @Test
  void countsForNoPlaceButACountry() {
    for (String country : List.of("*", "", "B/R", "BR\nt", "BR0", "br", "B", "BRA")) {
      counts.watched(country, "a", START_MS);
    }

    assertThat(counts.top().keySet()).containsExactly("*");
    assertThat(top("*").get("a")).isCloseTo(20_000 + log2(8), within(EXACT));
  }

  /** Against sums of 2^(time / day), reckoned from the newest time. */
  @Test
  void agreesWithAPlainModel() {
    long seed = new Random().nextLong();
    System.out.println("PopularityCountsTest seed " + seed);
    Random random = new Random(seed);
    List<String> countries = List.of("BR", "PT", "DE", "MX");
    Map<String, Map<String, Double>> model = new TreeMap<>();
    double newest = Double.NEGATIVE_INFINITY;
    double from = START_MS / (double) DAY_MS;

    for (int step = 0; step < 20_000; step++) {
      // Time goes on, and events come up to two days late.
      long atMs = START_MS + step * 60_000L - random.nextInt((int) (2 * DAY_MS));
      String country = random.nextInt(10) == 0 ? null : countries.get(skewed(random, 4));
      String title = "t" + skewed(random, 400);
      counts.watched(country, title, atMs);
      double day = atMs / (double) DAY_MS;
      newest = Math.max(newest, day);
      for (String place : country == null ? List.of("*") : List.of("*", country)) {
        model
            .computeIfAbsent(place, any -> new TreeMap<>())
            .merge(title, Math.pow(2, day - from), Double::sum);
      }
      if (step % 1_000 == 999) {
        double fadedBelow = Math.pow(2, newest + FADED_LOG2 - from);
        model.values().forEach(titles -> titles.values().removeIf(count -> count < fadedBelow));
        model.values().removeIf(Map::isEmpty);
        check(model, from, seed);
      }
    }
  }

  private void check(Map<String, Map<String, Double>> model, double from, long seed) {
    assertThat(counts.top().keySet()).as("seed %d", seed).isEqualTo(model.keySet());
    for (String place : model.keySet()) {
      Map<String, Double> titles = model.get(place);
      Map<String, Double> top = top(place);
      assertThat(top).as("%s, seed %d", place, seed).hasSize(Math.min(100, titles.size()));
      double before = Double.POSITIVE_INFINITY;
      for (Map.Entry<String, Double> title : top.entrySet()) {
        assertThat(title.getValue())
            .as("%s in %s, seed %d", title.getKey(), place, seed)
            .isCloseTo(from + log2(titles.get(title.getKey())), within(EXACT))
            .isLessThanOrEqualTo(before);
        before = title.getValue();
      }
      double least = before;
      titles.forEach(
          (title, count) -> {
            if (!top.containsKey(title)) {
              assertThat(from + log2(count))
                  .as("%s left out of %s, seed %d", title, place, seed)
                  .isLessThanOrEqualTo(least + EXACT);
            }
          });
    }
  }

  /** From 0 to below the bound, small ones far more often. */
  private static int skewed(Random random, int bound) {
    double share = random.nextDouble();
    return (int) (bound * share * share * share);
  }

  /** Title to log2 of its count, in the order of the lines. */
  private Map<String, Double> top(String country) {
    byte[] lines = counts.top().get(country);
    Map<String, Double> top = new LinkedHashMap<>();
    for (String line : new String(lines, StandardCharsets.UTF_8).split("\n")) {
      KeyValue<String, Double> counted = counted(line);
      assertThat(top.put(counted.key, counted.value)).as(line).isNull();
    }
    return top;
  }

  private static KeyValue<String, Double> counted(String line) {
    int space = line.indexOf(' ');
    return KeyValue.pair(line.substring(space + 1), Double.parseDouble(line.substring(0, space)));
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
