package io.playhead.deploy.evaluate;

import io.playhead.schemas.Title;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The model's figures by device, part of the day, country, age of the answer and length of the
 * history: of the moment that was asked for, as the answer's token has it. Pure.
 */
public final class Slices {
  private static final long DAY_MS = 24 * 60 * 60_000L;
  private static final int VALUES_MAX = 12;

  private Slices() {}

  /** By dimension, then by value; names as in the JSON. */
  static Map<String, List<Slice>> of(Ranks ranks, TitleTable titles, Map<String, Title> catalogue) {
    Map<String, List<Slice>> slices = new LinkedHashMap<>();
    slices.put("deviceType", most(slice(ranks, c -> word(c.asked().deviceType()))));
    slices.put("daypart", slice(ranks, c -> daypart(c.asked().localHour())));
    slices.put("country", most(slice(ranks, c -> word(c.asked().country()))));
    slices.put("titleAge", slice(ranks, c -> age(catalogue.get(titles.id(c.answer())), c)));
    slices.put("historyLength", slice(ranks, c -> length(c.history().length)));
    return slices;
  }

  private static List<Slice> slice(Ranks ranks, Function<TestCase, String> value) {
    Map<String, RankingFigures> figures = new TreeMap<>();
    for (int i = 0; i < ranks.ranks().length; i++) {
      figures
          .computeIfAbsent(value.apply(ranks.cases().get(i)), v -> new RankingFigures())
          .add(ranks.ranks()[i]);
    }
    List<Slice> slices = new ArrayList<>();
    figures.forEach((v, f) -> slices.add(new Slice(v, f.count(), f.hr10(), f.ndcg10())));
    return slices;
  }

  /** The largest ones, and the others together. */
  private static List<Slice> most(List<Slice> slices) {
    slices.sort(Comparator.comparingLong((Slice s) -> -s.cases()).thenComparing(Slice::value));
    if (slices.size() <= VALUES_MAX) {
      return slices;
    }
    List<Slice> rest = slices.subList(VALUES_MAX - 1, slices.size());
    long cases = rest.stream().mapToLong(Slice::cases).sum();
    double hr10 = rest.stream().mapToDouble(s -> s.hr10() * s.cases()).sum() / cases;
    double ndcg10 = rest.stream().mapToDouble(s -> s.ndcg10() * s.cases()).sum() / cases;
    List<Slice> most = new ArrayList<>(slices.subList(0, VALUES_MAX - 1));
    most.add(new Slice("others", cases, hr10, ndcg10));
    return most;
  }

  private static String word(String value) {
    return value == null || value.isBlank() ? "unknown" : value.strip().toLowerCase(Locale.ROOT);
  }

  /** Part of the day of a local hour, 0 to 23; negative: unknown. */
  public static String daypart(int localHour) {
    if (localHour < 0) {
      return "unknown";
    }
    if (localHour < 6 || localHour >= 22) {
      return "night 22-6";
    }
    if (localHour < 11) {
      return "morning 6-11";
    }
    if (localHour < 14) {
      return "noon 11-14";
    }
    return localHour < 18 ? "afternoon 14-18" : "evening 18-22";
  }

  private static String age(Title title, TestCase testCase) {
    return age(title == null ? null : title.getReleaseEpochDay(), testCase.asked().startedMs());
  }

  /** Age at {@code atMs} of a title that came out on that day; null: unknown. */
  public static String age(Integer releaseEpochDay, long atMs) {
    if (releaseEpochDay == null) {
      return "unknown";
    }
    long days = Math.floorDiv(atMs, DAY_MS) - releaseEpochDay;
    if (days < 30) {
      return "0 under 30 days";
    }
    if (days < 365) {
      return "1 30 days to a year";
    }
    if (days < 5 * 365) {
      return "2 1 to 5 years";
    }
    return days < 20 * 365 ? "3 5 to 20 years" : "4 over 20 years";
  }

  /** Band of a history's length. */
  public static String length(int tokens) {
    int from = 0;
    for (int next : new int[] {1, 5, 20, 100, 500}) {
      from = tokens >= next ? next : from;
    }
    return "%03d+".formatted(from);
  }
}
