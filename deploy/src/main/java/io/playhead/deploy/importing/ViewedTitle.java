package io.playhead.deploy.importing;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one text that a viewing-activity export has for a title, taken apart: {@code Show: Season 2:
 * Name (Episode 3)}. A text with neither an episode's number nor a word for a season is a film,
 * whatever colons it has. Stateless.
 *
 * @param kind {@code show} or {@code movie}
 * @param name of the show or the film
 * @param season as it is called, such as {@code Season 2}; null: not told, or a film
 * @param seasonNumber its number; null: it has none
 * @param episode name of the episode; null: not told, or a film
 * @param episodeNumber its number in the season; null: not told, or a film
 */
record ViewedTitle(
    String kind,
    String name,
    String season,
    Integer seasonNumber,
    String episode,
    Integer episodeNumber) {
  private static final int SLUG_CHARS_MAX = 60;
  private static final int HASH_BYTES =
      6; // 48 bits: two of 10,000 titles collide once in 5 million

  private static final Pattern COLON = Pattern.compile("\\s*:\\s+|\\s*：\\s*");

  private static final Pattern EPISODE_MARK =
      Pattern.compile(
          "\\s*\\((?:Episode|Épisode|Episodio|Episódio|Folge|Aflevering|Avsnitt|Afsnit|Odcinek"
              + "|Bölüm|Jakso)\\s(\\d{1,4})\\)$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Words that only shows have; such a part may stand last. */
  private static final Pattern SEASON =
      Pattern.compile(
          "(?:(?:Season|Series|Volume|Temporada|Staffel|Saison|Stagione|Seizoen|Sæson|Säsong"
              + "|Sesong|Sezon|Kausi)\\s(\\d{1,4})(?:\\s?\\(.*\\)|\\sPart\\s\\d+)?"
              + "|(\\d{1,4})\\s?[.ªa]\\s?(?:Temporada|Staffel|Stagione)"
              + "|Limited Series|Mini-?series|Serie limitada|Miniserie|Minissérie|Mini-série)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Words that films have too ({@code Deathly Hallows: Part 1}); an episode has to follow. */
  private static final Pattern PART =
      Pattern.compile(
          "(?:Part|Chapter|Book|Vol\\.|Collection|Parte|Teil|Partie|Capítulo|Kapitel|Chapitre"
              + "|Capitolo|Libro|Buch|Livre)\\s(\\d{1,4})",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Takes {@code text}, which is not blank, apart. */
  static ViewedTitle parse(String text) {
    String whole =
        Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("(?U)\\s+", " ").strip();
    Matcher mark = EPISODE_MARK.matcher(whole);
    Integer episodeNumber = mark.find() ? Integer.valueOf(mark.group(1)) : null;
    List<String> parts =
        List.of(COLON.split(episodeNumber == null ? whole : whole.substring(0, mark.start()), -1));
    int season = seasonIndex(parts, episodeNumber != null);
    if (parts.get(0).isBlank() || season < 0 && episodeNumber == null) {
      return new ViewedTitle("movie", whole, null, null, null, null);
    }
    // Without a word for it, what stands between show and episode is the season's name. All that
    // follows the first part must not make shows of its own, or each episode would be one.
    int showEnd = season > 0 ? season : 1;
    int episodeFrom = season > 0 ? season + 1 : parts.size() > 2 ? 2 : 1;
    String called = showEnd < episodeFrom ? parts.get(showEnd) : null;
    return new ViewedTitle(
        "show",
        String.join(": ", parts.subList(0, showEnd)),
        called,
        called == null ? null : number(called),
        episodeFrom < parts.size()
            ? String.join(": ", parts.subList(episodeFrom, parts.size()))
            : null,
        episodeNumber);
  }

  /** The first part after the show's name that is a season; -1: none is. */
  private static int seasonIndex(List<String> parts, boolean hasEpisode) {
    for (int i = 1; i < parts.size(); i++) {
      boolean isFollowed = hasEpisode || i + 1 < parts.size();
      if (SEASON.matcher(parts.get(i)).matches()
          || isFollowed && PART.matcher(parts.get(i)).matches()) {
        return i;
      }
    }
    return -1;
  }

  private static Integer number(String season) {
    for (Pattern pattern : List.of(SEASON, PART)) {
      Matcher matcher = pattern.matcher(season);
      if (matcher.matches()) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
          if (matcher.group(group) != null) {
            return Integer.valueOf(matcher.group(group));
          }
        }
      }
    }
    return null;
  }

  /**
   * The same for the same kind and name in whatever export: the name as people can read it, and a
   * hash that tells {@code Dark} the show from {@code Dark} the film, and names from names that
   * differ in a sign.
   */
  String titleId() {
    String slug =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-")
            .replaceAll("^-|-$", "");
    if (slug.length() > SLUG_CHARS_MAX) {
      int end = Character.isHighSurrogate(slug.charAt(SLUG_CHARS_MAX - 1)) ? 1 : 0;
      slug = slug.substring(0, SLUG_CHARS_MAX - end);
    }
    byte[] hash = SourceHash.sha256().digest((kind + ":" + name).getBytes(StandardCharsets.UTF_8));
    String hex = HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    return slug.isEmpty() ? hex : slug + "-" + hex;
  }
}
