package io.playhead.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Title;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeaturesTest {
  private static Token token(
      long gap,
      String device,
      String country,
      String locale,
      int watched,
      float completion,
      int actions) {
    return new Token(
        0,
        device,
        country,
        locale,
        23,
        7,
        gap,
        "t",
        0,
        watched,
        completion,
        0,
        0,
        actions,
        null,
        -1);
  }

  private static long[] features(Token token) {
    long[] out = new long[TokenFeatures.COUNT];
    TokenFeatures.write(token, out, 0);
    return out;
  }

  @Test
  void everyFeatureOfEveryTokenIsInItsRange() {
    long seed = new Random().nextLong();
    System.out.println("everyFeatureOfEveryToken seed " + seed);
    List<MemberEvent> events = EventStream.random(new Random(seed), 2000, 9, 300_000);

    for (Token token : new PlainModel(events, WindowPolicy.DEFAULT).tokens) {
      long[] features = features(token);
      for (int i = 0; i < TokenFeatures.COUNT; i++) {
        assertThat(features[i]).isBetween(0L, TokenFeatures.SIZES[i] - 1L);
      }
      long[] context = new long[ContextFeatures.COUNT + 1];
      ContextFeatures.write(token, context, 1);
      assertThat(context)
          .containsExactly(0, features[4], features[5], features[6], features[7], features[8]);
    }
  }

  @Test
  void unknownIsZeroAndTheEndsFit() {
    Token unknown = new Token(0, null, null, null, -1, 0, -1, "t", 0, -1, -1f, 0, 0, 0, null, -1);
    assertThat(features(unknown)).containsOnly(0);

    Token most = token(Long.MAX_VALUE - 1, "x", "x", "x", Integer.MAX_VALUE, 1f, Action.STOP.bit());
    assertThat(features(most)).startsWith(6, 11, 15, 31, 24, 7);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "9,1", "10,2", "59,3", "60,4", "3599,11", "3600,12", "10799,14", "10800,15"})
  void watchedTimeHasEdges(int seconds, long bucket) {
    assertThat(features(token(0, null, null, null, seconds, -1f, 2))[2]).isEqualTo(bucket);
  }

  @ParameterizedTest
  @CsvSource({
    "0,1",
    "1,2",
    "2,2",
    "3,3",
    "6,3",
    "7,4",
    "4094,12",
    "4095,13",
    "131071,18",
    "33554431,26"
  })
  void gapsHaveEdges(long seconds, long bucket) {
    assertThat(features(token(seconds, null, null, null, 0, -1f, 2))[3]).isEqualTo(bucket);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "0.099,1", "0.1,2", "0.3,4", "0.7,8", "0.999,10", "1,11"})
  void completionHasEdges(float completion, long bucket) {
    assertThat(features(token(0, null, null, null, 0, completion, 2))[1]).isEqualTo(bucket);
  }

  @Test
  void theStrongestOutcomeWins() {
    assertThat(features(token(0, null, null, null, 0, -1f, Action.PLAY.bit()))[0]).isEqualTo(7);
    int all = (1 << Action.values().length) - 1;
    assertThat(features(token(0, null, null, null, 0, -1f, all))[0]).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "phone,1",
    "Mobile,1",
    "tablet,2",
    "TV,3",
    "smart-tv,3",
    "web,4",
    "desktop,4",
    "console,5",
    "speaker,6",
    "car,7"
  })
  void devicesHaveSynonyms(String device, int bucket) {
    assertThat(Buckets.device(device)).isEqualTo(bucket);
  }

  @Test
  void hashesStayWhatModelsWereTrainedOn() {
    // computed apart from this code, in Python, from FNV-1a and MurmurHash3's finalizer
    assertThat(Buckets.device("fridge")).isEqualTo(25);
    assertThat(Buckets.country("BR")).isEqualTo(Buckets.country(" br ")).isEqualTo(178);
    assertThat(Buckets.language("pt-BR")).isEqualTo(Buckets.language("PT_pt")).isEqualTo(85);
    assertThat(Buckets.hashed("genre:drama", 1, 16384)).isEqualTo(4294);
  }

  @Test
  void hashesSpread() {
    Set<Integer> taken = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      taken.add(Buckets.hashed("name:word" + i, 1, 1 << 20));
    }

    assertThat(taken)
        .hasSizeGreaterThan(9_900); // 10,000^2 / 2^21 = 48 collisions are to be expected
  }

  @Test
  void aFullTitleFillsItsSlotsAndNoMore() {
    List<String> many = java.util.stream.IntStream.range(0, 40).mapToObj(i -> "value" + i).toList();
    Title title = new Title();
    title.setKind("movie");
    title.setName(String.join(" ", many));
    title.setReleaseEpochDay(10_000);
    title.setGenres(many);
    title.setDirectors(many);
    title.setCast(many);
    title.setCountries(many);
    title.setLanguages(many);
    title.setThemes(many);
    title.setAgeRating("PG");
    title.setSynopsis(String.join(", ", many));
    long[] ids = new long[TitleFeatures.SLOTS + 2];
    float[] weights = new float[TitleFeatures.SLOTS + 2];

    new TitleFeatures(4096).write(title, ids, weights, 1);

    for (int i = 1; i <= TitleFeatures.SLOTS; i++) {
      assertThat(ids[i]).isBetween(1L, 4095L);
      assertThat(weights[i]).isPositive();
    }
    assertThat(ids[0] + ids[TitleFeatures.SLOTS + 1]).isZero();
    assertThat(weights[1]).isEqualTo(1f);
    assertThat(weights[2]).isEqualTo((float) (1 / Math.sqrt(8)));
  }

  @Test
  void equalAndBlankValuesDoNotCount() {
    Title title = new Title();
    title.setName("Die Brücke, the bridge");
    title.setGenres(List.of("Drama", "drama ", " ", "Crime"));
    long[] ids = new long[64];
    float[] weights = new float[64];

    new TitleFeatures(4096).write(title, ids, weights, 0);

    assertThat(weights[0]).isEqualTo(weights[1]).isEqualTo((float) (1 / Math.sqrt(2)));
    assertThat(ids[2]).isEqualTo(Buckets.hashed("name:die", 1, 4096));
    assertThat(ids[3]).isEqualTo(Buckets.hashed("name:brücke", 1, 4096));
    assertThat(weights[5]).isEqualTo(0.5f);
    assertThat(ids[6]).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "100,0,1",
    "0,0,1",
    "0,1,2",
    "0,2,2",
    "0,3,3",
    "0,364,9",
    "0,365,10",
    "0,14609,14",
    "0,14610,15",
    "-700000,19000,15"
  })
  void agesHaveEdges(int releaseDay, long nowDay, int bucket) {
    Title title = new Title();
    title.setReleaseEpochDay(releaseDay);

    assertThat(TitleFeatures.ageBucket(title, nowDay * 86_400_000L)).isEqualTo(bucket);
  }

  @Test
  void anUnknownReleaseIsOfUnknownAge() {
    assertThat(TitleFeatures.ageBucket(new Title(), 0)).isZero();
  }
}
