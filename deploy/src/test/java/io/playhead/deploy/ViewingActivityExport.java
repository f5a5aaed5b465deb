package io.playhead.deploy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A made-up viewing-activity export with every oddity that such a file has been seen with, or could
 * have, and what an import must make of it. The same for the same seed.
 */
final class ViewingActivityExport {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final Pattern TO_QUOTE = Pattern.compile("[\",\n]");
  private static final long REPORT_SECONDS = 30 * 60;

  /** Profile and member; the last two are one name, composed and not. */
  private static final String[][] PROFILES = {
    {"Anna", "Anna"},
    {"anna", "anna"},
    {"O'Neil, Jr.", "O'Neil, Jr."},
    {"Max \"M\" Power", "Max \"M\" Power"},
    {"🦊 Kids", "🦊 Kids"},
    {"小さい", "小さい"},
    {"Zo\u00eb", "Zo\u00eb"},
    {"Zoe\u0308", "Zo\u00eb"},
  };

  /** Title, kind and name. */
  private static final String[][] TITLES = {
    {"Harbour: Season 1: Fog (Episode 1)", "show", "Harbour"},
    {"Harbour: Season 1: Sun, \"at last\" (Episode 2)", "show", "Harbour"},
    {"Harbour: Season 2: Fog (Episode 1)", "show", "Harbour"},
    {"Harbour", "movie", "Harbour"},
    {"The Sea: Next: Limited Series: Far (Episode 9)", "show", "The Sea: Next"},
    {"Hafen: Staffel 3: Nebel (Folge 2)", "show", "Hafen"},
    {"Tide: Impossible: Part Two", "movie", "Tide: Impossible: Part Two"},
    {"Grey\nSea: The Film", "movie", "Grey Sea: The Film"},
    {"A \"quoted\", title", "movie", "A \"quoted\", title"},
    {"🦊: Volume 2", "show", "🦊"},
    {"港の霧", "movie", "港の霧"},
  };

  /** Device type and what events call it. */
  private static final String[][] DEVICES = {
    {"Apple iPhone 11", "phone"},
    {"Samsung UHD TV Smart TV", "television"},
    {"Chrome PC (Cadmium)", "computer"},
    {"Apple iPad Pro", "tablet"},
    {"Fridge, kitchen", "fridge, kitchen"},
    {"", "null"},
  };

  private static final String[][] COUNTRIES = {
    {"US (United States)", "US"}, {"BR (Brazil)", "BR"}, {"", "null"}, {"Atlantis", "null"}
  };

  private final Random random;
  private final List<String> header;
  private final List<String> columnKeys;
  private final String lineBreak;
  private final ByteArrayOutputStream csv = new ByteArrayOutputStream();
  private final List<String> plays = new ArrayList<>();
  private final List<String> stops = new ArrayList<>();
  private final List<String> rejectedRows = new ArrayList<>();
  private final Map<String, Integer> rejectedByReason = new TreeMap<>();
  private final Map<String, Integer> leftOutByReason = new TreeMap<>();
  private long eventCount;
  private LocalDateTime start = LocalDateTime.of(2024, 3, 1, 20, 0);
  private long rowNumber = 1;

  /**
   * Makes one.
   *
   * @param header the columns, in their order and spelling; others than the ten have made-up values
   */
  ViewingActivityExport(
      long seed, int rows, List<String> header, boolean byteOrderMark, String lineBreak) {
    this.random = new Random(seed);
    this.header = header;
    this.columnKeys =
        header.stream().map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[ _]", "")).toList();
    this.lineBreak = lineBreak;
    write((byteOrderMark ? "\uFEFF" : "") + String.join(",", header) + lineBreak);
    for (int i = 0; i < rows; i++) {
      // Newest first, now and then two at one moment.
      start = start.minusSeconds(random.nextInt(10) == 0 ? 0 : random.nextInt(7_000));
      rowNumber++;
      row(random.nextInt(3) > 0 ? ViewingOddity.NONE : pick(ViewingOddity.values()));
    }
  }

  private void row(ViewingOddity oddity) {
    String[] profile = pick(PROFILES);
    String[] title = pick(TITLES);
    String[] device = pick(DEVICES);
    String[] country = pick(COUNTRIES);
    boolean isLong = oddity == ViewingOddity.LONG_VIEW;
    long seconds = isLong ? 24 * 3600 + random.nextInt(90_000) : duration();
    Map<String, String> values = new HashMap<>();
    values.put("profilename", profile[0]);
    values.put("starttime", TIME.format(start));
    values.put("duration", clock(seconds));
    values.put("title", title[0]);
    values.put("devicetype", device[0]);
    values.put("bookmark", clock(seconds + 7));
    values.put("latestbookmark", "Not latest view");
    values.put("country", country[0]);
    if (oddity.column() != null) {
      values.put(oddity.column(), oddity.value());
    }
    writeRow(oddity, line(values));
    if (oddity.leftOut() != null) {
      leftOutByReason.merge(oddity.leftOut(), 1, Integer::sum);
    } else if (oddity.rejected() != null) {
      rejectedRows.add(rowNumber + " " + oddity.rejected().label());
      rejectedByReason.merge(oddity.rejected().label(), 1, Integer::sum);
    } else {
      String what = profile[1] + "|" + title[1] + "|" + title[2] + "|";
      String position = "bookmark".equals(oddity.column()) ? "null" : seconds + 7 + ".0";
      plays.add(what + ms(start) + "|" + device[1] + "|" + country[1]);
      stops.add(what + ms(start.plusSeconds(seconds)) + "|" + position);
      eventCount += 2 + (seconds - 1) / REPORT_SECONDS;
    }
  }

  private void writeRow(ViewingOddity oddity, String line) {
    switch (oddity) {
      case FEW_COLUMNS -> write("Anna,2024-01-01 00:00:00" + lineBreak);
      case MANY_COLUMNS -> write("a,".repeat(header.size()) + "b" + lineBreak);
      case STRAY_QUOTE -> write("Anna," + "x,".repeat(header.size() - 2) + "\"US" + lineBreak);
      case EMPTY_LINE -> write(lineBreak);
      case NOT_UTF8 -> {
        csv.write(0xff);
        write(",".repeat(header.size() - 1) + lineBreak);
      }
      default -> write(line);
    }
  }

  private String line(Map<String, String> values) {
    List<String> fields = new ArrayList<>();
    for (String key : columnKeys) {
      String value = values.getOrDefault(key, key.startsWith("extra") ? "e" + rowNumber : "");
      boolean isQuoted = TO_QUOTE.matcher(value).find() || random.nextInt(5) == 0;
      fields.add(isQuoted ? '"' + value.replace("\"", "\"\"") + '"' : value);
    }
    return String.join(",", fields) + lineBreak;
  }

  private long duration() {
    return switch (random.nextInt(4)) {
      case 0 -> 1 + random.nextInt(120);
      case 1 -> REPORT_SECONDS * (1 + random.nextInt(3));
      default -> 60 + random.nextInt(9_000);
    };
  }

  private static String clock(long seconds) {
    return String.format("%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static long ms(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private <T> T pick(T[] of) {
    return of[random.nextInt(of.length)];
  }

  private void write(String text) {
    csv.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] bytes() {
    return csv.toByteArray();
  }

  /** Events that must come out. */
  long eventCount() {
    return eventCount;
  }

  /** {@code member|kind|name|ms|device|country} of each PLAY that must come out. */
  List<String> plays() {
    return plays;
  }

  /** {@code member|kind|name|ms|position} of each STOP that must come out. */
  List<String> stops() {
    return stops;
  }

  /** {@code row reason} of each row that cannot be read, in the order of the file. */
  List<String> rejectedRows() {
    return rejectedRows;
  }

  Map<String, Integer> rejectedByReason() {
    return rejectedByReason;
  }

  Map<String, Integer> leftOutByReason() {
    return leftOutByReason;
  }
}
