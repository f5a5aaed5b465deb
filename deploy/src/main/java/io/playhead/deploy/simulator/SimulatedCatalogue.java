package io.playhead.deploy.simulator;

import io.playhead.schemas.Availability;
import io.playhead.schemas.Title;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * All titles that ever exist in a simulation, those of its future included. The same seed gives the
 * same titles whoever watches them, so that a model trained on some members serves others.
 */
public final class SimulatedCatalogue {
  /** Titles of the catalogue that train and demo share. */
  public static final int TITLES = 500; // 20 adjectives x 25 nouns name them without a repeat

  /** Seed of the catalogue that train and demo share. */
  public static final long SEED = 2026;

  private static final double RELEASED_LATER = .15; // 75 titles in 32 batches of two or three
  private static final int DIRECTORS = 60;
  private static final int LEADS = 90;

  private final List<SimulatedTitle> titles;
  private final Map<String, SimulatedTitle> byId = new HashMap<>();

  private SimulatedCatalogue(List<SimulatedTitle> titles) {
    this.titles = List.copyOf(titles);
    for (SimulatedTitle title : titles) {
      byId.put(title.titleId(), title);
    }
  }

  /** The catalogue of {@code seed}. */
  public static SimulatedCatalogue of(long seed, int titleCount) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SimulatedTitle> titles = new ArrayList<>();
    while (titles.size() < titleCount) {
      int parts = Math.min(titleCount - titles.size(), partsOfFranchise(random));
      SimulatedTitle before = null;
      for (int part = 1; part <= parts; part++) {
        before = draw(titles.size(), before, part, random);
        titles.add(before);
      }
    }
    return new SimulatedCatalogue(titles);
  }

  /** Titles out by {@code atMs}, in order of release. */
  public List<Title> releasedBy(long atMs) {
    return releasedBetween(Long.MIN_VALUE, atMs);
  }

  /** Titles that came out after {@code fromMs} and by {@code toMs}, in order of release. */
  public List<Title> releasedBetween(long fromMs, long toMs) {
    return titles.stream()
        .filter(title -> title.releaseMs() > fromMs && title.releaseMs() <= toMs)
        .sorted((a, b) -> Long.compare(a.releaseMs(), b.releaseMs()))
        .map(SimulatedTitle::record)
        .toList();
  }

  /** A title in a line, for people. */
  public String describe(String titleId) {
    SimulatedTitle title = byId.get(titleId);
    return title == null
        ? titleId
        : "%-26s %3d min  %s, %s"
            .formatted(
                title.record().getName(),
                title.runtimeMinutes(),
                String.join(" and ", title.record().getGenres()),
                title.language());
  }

  List<SimulatedTitle> titles() {
    return titles;
  }

  /** The title with that id; null: there is none. */
  SimulatedTitle find(String titleId) {
    return byId.get(titleId);
  }

  SimulatedTitle title(int index) {
    return titles.get(index);
  }

  private static int partsOfFranchise(SplittableRandom random) {
    return random.nextDouble() < .8 ? 1 : 2 + random.nextInt(3);
  }

  private static SimulatedTitle draw(
      int index, SimulatedTitle before, int part, SplittableRandom random) {
    Genre[] genres = Genre.values();
    Genre genre = before != null ? before.genre() : genres[random.nextInt(genres.length)];
    Genre second = before != null ? before.secondGenre() : genres[random.nextInt(genres.length)];
    Place origin = Place.values()[random.nextInt(Place.values().length)];
    boolean english = random.nextDouble() < .25;
    String language = before != null ? before.language() : english ? "en" : origin.language();
    String country = before != null ? before.country() : english ? "US" : origin.country();
    int runtimeMinutes =
        before != null ? before.runtimeMinutes() + random.nextInt(3) : runtimeMinutes(random);
    // Directors and leads keep to a corner: a director's number tells genre, as in life.
    int director =
        before != null
            ? before.director()
            : (genre.ordinal() + Genre.COUNT * random.nextInt(DIRECTORS / Genre.COUNT));
    int lead = before != null ? before.lead() : random.nextInt(LEADS);
    long releaseMs = releaseMs(before, random);
    String soldIn = random.nextDouble() < .06 ? origin.country() : null;
    double appeal = .55 * random.nextGaussian() + (before != null ? .2 : 0);
    String name =
        before == null
            ? TitleWords.name(index)
            : before.record().getName().replaceFirst(" \\d$", "") + " " + part;
    Title record =
        Title.newBuilder()
            .setTitleId("t%03d".formatted(index))
            .setKind(runtimeMinutes < 20 ? "clip" : runtimeMinutes < 70 ? "show" : "movie")
            .setName(name)
            .setReleaseEpochDay((int) Math.floorDiv(releaseMs, SimulatedTime.DAY_MS))
            .setGenres(
                genre == second ? List.of(genre.label()) : List.of(genre.label(), second.label()))
            .setDirectors(List.of(TitleWords.person(director)))
            .setCast(List.of(TitleWords.person(100 + lead), TitleWords.person(random.nextInt(200))))
            .setCountries(List.of(country))
            .setLanguages(List.of(language))
            .setThemes(List.of(TitleWords.theme(random), TitleWords.theme(random)))
            .setAgeRating(genre == Genre.KIDS ? "all" : genre == Genre.HORROR ? "16" : "12")
            .setRuntimeSeconds(runtimeMinutes * 60)
            .setAvailability(
                List.of(
                    Availability.newBuilder()
                        .setCountry(soldIn == null ? "*" : soldIn)
                        .setFromMs(releaseMs)
                        .setUntilMs(null)
                        .build()))
            .setSynopsis(TitleWords.synopsis(genre, random))
            .build();
    return new SimulatedTitle(
        record,
        index,
        genre,
        second,
        runtimeMinutes,
        language,
        country,
        soldIn,
        releaseMs,
        appeal,
        before == null ? -1 : before.index(),
        director,
        lead);
  }

  private static long releaseMs(SimulatedTitle before, SplittableRandom random) {
    boolean later = random.nextDouble() < RELEASED_LATER;
    long ms =
        later
            ? SimulatedTime.releaseMs(random.nextInt(SimulatedTime.RELEASE_DAYS * 2 / 7))
            : SimulatedTime.day(-1 - random.nextInt(20 * 365));
    return before == null ? ms : Math.max(ms, before.releaseMs());
  }

  private static int runtimeMinutes(SplittableRandom random) {
    double kind = random.nextDouble();
    if (kind < .3) {
      return 4 + random.nextInt(12);
    }
    return kind < .62 ? 20 + random.nextInt(40) : 80 + random.nextInt(65);
  }
}
