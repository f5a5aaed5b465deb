package io.playhead.view.http;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a request asks, held against its bounds; each violation is a {@link Problem}. */
final class Requests {
  /** Header of a request that another instance has passed on: it is answered here or not at all. */
  static final String FORWARDED = "Playhead-Forwarded";

  static final int ID_LENGTH_MAX = 512;
  private static final int TITLES_MAX = 200;
  private static final int DEVICE_LENGTH_MAX = 64;
  private static final int ROWS_LENGTH_MAX = 512;
  private static final int LIMIT_MAX = 1_000;
  private static final int LOCALE_LENGTH_MAX = 35;

  private Requests() {}

  /** Holds the request to a character set that its query can be read by. */
  static void requireCharset(Context context) {
    try {
      String charset = context.characterEncoding();
      if (charset != null) {
        Charset.forName(charset);
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // Javalin looks behind the equals sign of a "charset" that has none.
      throw Problem.badRequest("Content-Type names no known charset; leave it out.");
    }
  }

  static String memberId(Context context) {
    return id(context.pathParam("memberId"), "member");
  }

  static String titleId(Context context) {
    return id(context.pathParam("titleId"), "title");
  }

  static boolean isForwarded(Context context) {
    return context.header(FORWARDED) != null;
  }

  private static String id(String id, String what) {
    if (id.isEmpty() || id.length() > ID_LENGTH_MAX) {
      throw Problem.badRequest(
          "A " + what + " id has 1 to " + ID_LENGTH_MAX + " characters, not " + id.length() + ".");
    }
    return id;
  }

  /** Title ids of {@code ids}: separated by commas, each percent-encoded once more. */
  static List<String> titleIds(Context context) {
    String text = context.queryParam("ids");
    if (text == null || text.isEmpty()) {
      throw Problem.badRequest("Say which titles: ids=ID,ID.");
    }
    List<String> ids = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      ids.add(id(decoded(part), "title"));
      if (ids.size() > TITLES_MAX) {
        throw Problem.badRequest("Ask for at most " + TITLES_MAX + " titles at a time.");
      }
    }
    return ids;
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("A title id in ids is not percent-encoded text.");
    }
  }

  /** What the page is to show. */
  static Selection selection(Context context) {
    String device = bounded(context, "device", DEVICE_LENGTH_MAX);
    String rows = bounded(context, "rows", ROWS_LENGTH_MAX);
    String limit = context.queryParam("limit");
    return new Selection(
        device,
        limit == null ? LIMIT_MAX : limit(limit),
        rows == null ? null : Set.of(distinct(rows)));
  }

  private static String[] distinct(String rows) {
    return java.util.Arrays.stream(rows.split(",")).distinct().toArray(String[]::new);
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= LIMIT_MAX) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw Problem.badRequest("limit is a number from 1 to " + LIMIT_MAX + ".");
  }

  /** Where the member is, two letters; null: not said. */
  static String country(Context context) {
    String country = context.queryParam("country");
    if (country != null && !country.matches("[A-Za-z]{2}")) {
      throw Problem.badRequest("country has two letters, such as BR.");
    }
    return country == null ? null : country.toUpperCase(Locale.ROOT);
  }

  /** Language of what the member reads, such as pt; null: not said. */
  static String language(Context context) {
    String locale = bounded(context, "locale", LOCALE_LENGTH_MAX);
    if (locale == null) {
      String accepted = context.header("Accept-Language");
      locale = accepted == null ? "" : accepted.split("[,;]", 2)[0].strip();
    }
    String language = Locale.forLanguageTag(locale.replace('_', '-')).getLanguage();
    return language.isEmpty() ? null : language;
  }

  private static String bounded(Context context, String name, int lengthMax) {
    String value = context.queryParam(name);
    if (value != null && (value.isEmpty() || value.length() > lengthMax)) {
      throw Problem.badRequest(name + " has 1 to " + lengthMax + " characters.");
    }
    return value;
  }
}
