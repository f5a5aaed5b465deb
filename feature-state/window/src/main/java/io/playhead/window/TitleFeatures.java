package io.playhead.window;

import io.playhead.schemas.Title;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A title's metadata as {@value #SLOTS} weighted ids for the model. An id is the hash of the
 * field's name, a colon and the value in lower case, from 1 up; 0 with weight 0 is padding. Within
 * a field equal values count once, blank ones not at all, and each of the n that are taken weighs 1
 * / sqrt(n). Values taken, in the order of the record:
 *
 * <pre>
 * kind 1, genre 8, director 4, cast 8, country 4, language 4, theme 8, age 1 (rating), decade 1 (of
 * release), name 8 (words), synopsis 16 (words of four letters and more), year 1 (of release): 64
 * </pre>
 *
 * <p>Words are runs of letters and digits. Immutable, any thread.
 */
public final class TitleFeatures {
  /** Ids of a title. */
  public static final int SLOTS = 64;

  /** Values of {@link #ageBucket}. */
  public static final int AGE_BUCKETS = 16;

  // Up to a day, 3 days, 1, 2 weeks, 1, 2, 3, 6 months, 1, 2, 5, 10, 20, 40 years.
  private static final long[] AGE_FROM_DAYS = {
    1, 3, 7, 14, 30, 60, 90, 180, 365, 730, 1826, 3652, 7305, 14610
  };

  private static final long DAY_MS = 24 * 60 * 60_000L;

  private final int buckets;

  /** Ids from 1 to {@code buckets - 1}; at least 2 buckets. */
  public TitleFeatures(int buckets) {
    if (buckets < 2) {
      throw new IllegalArgumentException("metadataBuckets=" + buckets + " must be at least 2.");
    }
    this.buckets = buckets;
  }

  /** Writes {@value #SLOTS} ids and weights of {@code t} from {@code offset}. */
  public void write(Title t, long[] ids, float[] weights, int offset) {
    int end = offset + SLOTS;
    int at = offset;
    at = field("kind", one(t.getKind()), 1, ids, weights, at);
    at = field("genre", t.getGenres(), 8, ids, weights, at);
    at = field("director", t.getDirectors(), 4, ids, weights, at);
    at = field("cast", t.getCast(), 8, ids, weights, at);
    at = field("country", t.getCountries(), 4, ids, weights, at);
    at = field("language", t.getLanguages(), 4, ids, weights, at);
    at = field("theme", t.getThemes(), 8, ids, weights, at);
    at = field("age", one(t.getAgeRating()), 1, ids, weights, at);
    at = field("decade", one(years(t.getReleaseEpochDay(), 10)), 1, ids, weights, at);
    at = field("name", words(t.getName(), 1, 8), 8, ids, weights, at);
    at = field("synopsis", words(t.getSynopsis(), 4, 16), 16, ids, weights, at);
    at = field("year", one(years(t.getReleaseEpochDay(), 1)), 1, ids, weights, at);
    Arrays.fill(ids, at, end, 0);
    Arrays.fill(weights, at, end, 0);
  }

  /**
   * Time since release: 0 unknown; 1 not released yet or less than a day ago; then from 1 day (2),
   * 3 days, 1, 2 weeks, 30, 60, 90, 180 days, 1, 2, 5, 10, 20, 40 years (15).
   */
  public static int ageBucket(Title t, long asOfMs) {
    if (t.getReleaseEpochDay() == null) {
      return 0;
    }
    return Buckets.between(Math.floorDiv(asOfMs, DAY_MS) - t.getReleaseEpochDay(), AGE_FROM_DAYS);
  }

  private int field(
      String name, Collection<String> values, int max, long[] ids, float[] weights, int at) {
    Set<String> taken = new LinkedHashSet<>();
    for (String value : values == null ? List.<String>of() : values) {
      String normal = Buckets.normal(value);
      if (!normal.isEmpty() && taken.size() < max) {
        taken.add(normal);
      }
    }
    int next = at;
    for (String value : taken) {
      ids[next] = Buckets.hashed(name + ":" + value, 1, buckets);
      weights[next] = (float) (1 / Math.sqrt(taken.size()));
      next++;
    }
    return next;
  }

  private static List<String> one(String value) {
    return value == null ? List.of() : List.of(value);
  }

  /** The year, or the decade's number. */
  private static String years(Integer releaseEpochDay, long step) {
    if (releaseEpochDay == null) {
      return null;
    }
    // Mean years are exact to a day, and know no year that LocalDate refuses.
    return Long.toString(Math.floorDiv((long) (1970 + releaseEpochDay / 365.2425), step));
  }

  private static Set<String> words(String text, int lengthMin, int max) {
    Set<String> words = new LinkedHashSet<>();
    String normal = Buckets.normal(text);
    int start = 0;
    for (int i = 0; i <= normal.length() && words.size() < max; i++) {
      if (i == normal.length() || !Character.isLetterOrDigit(normal.charAt(i))) {
        if (i - start >= lengthMin) {
          words.add(normal.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }
}
