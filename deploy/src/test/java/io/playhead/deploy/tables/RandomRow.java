package io.playhead.deploy.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A row with every type, absent and present, ordinary and extreme. Test fixture.
 *
 * @param index from 0
 */
record RandomRow(
    long index,
    String text,
    String word,
    List<String> texts,
    Integer int32,
    Long int64,
    Float float32,
    Double float64,
    Long timeMs) {
  private static final String[] TEXTS = {
    "",
    " ",
    "plain",
    "a,b",
    "\"quoted\"",
    "line\nbreak",
    "it's",
    "NULL",
    "[x]",
    "{}",
    "=1+1",
    "\t",
    "Amélie",
    "七人の侍",
    "Бриллиантовая рука",
    "👩‍🚀🎬",
    "\u2028",
    "\uFFFD",
    "עברית",
    "NaN",
    "-",
    "\\",
    "\u0001",
    "a".repeat(5_000)
  };
  private static final float[] FLOATS = {
    0f,
    -0f,
    1f,
    0.1f,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    16_777_217f,
    3.4e-5f
  };
  private static final double[] DOUBLES = {
    0,
    -0d,
    0.1,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1e22,
    2.2250738585072014E-308
  };
  // Years 1 and 9999, before and after 1970, with and without parts of a second.
  private static final long[] TIMES_MS = {
    -62_135_596_800_000L, 253_402_300_799_999L, -1, 0, 1, 999, 1_000, 1_764_403_200_000L
  };

  static final Table<RandomRow> TABLE =
      new Table<>(
          "random",
          "Everything.",
          List.of(
              Column.int64("index", "place", RandomRow::index),
              Column.text("text", "any", RandomRow::text),
              Column.text("word", "any or none", RandomRow::word).orNull(),
              Column.texts("texts", "any or none", RandomRow::texts).orNull(),
              Column.int32("int32", "any or none", RandomRow::int32).orNull(),
              Column.int64("int64", "any or none", RandomRow::int64).orNull(),
              Column.float32("float32", "any or none", RandomRow::float32).orNull(),
              Column.float64("float64", "any or none", RandomRow::float64).orNull(),
              Column.time("time", "any or none", RandomRow::timeMs).orNull()));

  static RandomRow of(long index, Random random) {
    return new RandomRow(
        index,
        anyText(random),
        isAbsent(random) ? null : anyText(random),
        isAbsent(random) ? null : anyTexts(random),
        isAbsent(random) ? null : anyInt32(random),
        isAbsent(random) ? null : anyInt64(random),
        isAbsent(random) ? null : anyFloat32(random),
        isAbsent(random) ? null : anyFloat64(random),
        isAbsent(random) ? null : anyTimeMs(random));
  }

  private static boolean isAbsent(Random random) {
    return random.nextInt(4) == 0;
  }

  private static boolean isExtreme(Random random) {
    return random.nextInt(3) == 0;
  }

  private static String anyText(Random random) {
    return isExtreme(random)
        ? TEXTS[random.nextInt(TEXTS.length)]
        : "title-" + random.nextInt(300_000);
  }

  private static List<String> anyTexts(Random random) {
    List<String> texts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      texts.add(anyText(random));
    }
    return texts;
  }

  private static int anyInt32(Random random) {
    return isExtreme(random)
        ? (random.nextBoolean() ? Integer.MIN_VALUE : Integer.MAX_VALUE)
        : random.nextInt();
  }

  private static long anyInt64(Random random) {
    return isExtreme(random)
        ? (random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE)
        : random.nextLong();
  }

  private static float anyFloat32(Random random) {
    return isExtreme(random)
        ? FLOATS[random.nextInt(FLOATS.length)]
        : Float.intBitsToFloat(random.nextInt() & 0x7F7F_FFFF); // finite
  }

  private static double anyFloat64(Random random) {
    return isExtreme(random) ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextGaussian();
  }

  private static long anyTimeMs(Random random) {
    return isExtreme(random)
        ? TIMES_MS[random.nextInt(TIMES_MS.length)]
        : 1_700_000_000_000L + (random.nextLong() >>> 24) % 100_000_000_000L;
  }
}
