package io.playhead.deploy.importing;

import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.RejectReason;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows of a viewing-activity export to views. One thread. */
final class ViewRows {
  /** Without these a trailer could not be told from a film. */
  static final List<String> REQUIRED =
      List.of(
          "Profile Name",
          "Start Time",
          "Duration",
          "Attributes",
          "Title",
          "Supplemental Video Type");

  private static final Set<String> KNOWN =
      Set.of(
          "Profile Name",
          "Start Time",
          "Duration",
          "Attributes",
          "Title",
          "Supplemental Video Type",
          "Device Type",
          "Bookmark",
          "Latest Bookmark",
          "Country");

  private static final String NOT_LATEST = "Not latest view";
  private static final String AUTOPLAYED = "autoplayed: user action: none";
  private static final int HOURS_MAX = 7 * 24;
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern HOURS_MINUTES_SECONDS =
      Pattern.compile("(-?)(\\d{1,4}):([0-5]\\d):([0-5]\\d)");
  private static final Pattern COUNTRY = Pattern.compile("([A-Za-z]{2})(?:\\s*\\(.*\\))?");

  private final Map<String, Integer> columns = new HashMap<>();
  private final Map<Integer, String> others;
  private final long nowMs;

  ViewRows(CsvHeader header, long nowMs) {
    KNOWN.forEach(name -> columns.put(name, header.indexOf(name)));
    this.others = header.others(KNOWN);
    this.nowMs = nowMs;
  }

  /** {@code Start Time}, {@code start_time} and {@code StartTime} are one column. */
  static String columnKey(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /** Why the row is no part of what members chose, whatever else it says; null: it is. */
  LeftOut leftOut(List<String> row) {
    if (text(row, "Supplemental Video Type") != null) {
      return LeftOut.SUPPLEMENTAL_VIDEO;
    }
    String attributes = text(row, "Attributes");
    return attributes != null && attributes.toLowerCase(Locale.ROOT).contains(AUTOPLAYED)
        ? LeftOut.AUTOPLAY
        : null;
  }

  /** The view of a row, which may have lasted for no time. */
  View view(List<String> row, long rowNumber) throws RejectedRow {
    String profile = needed(row, "Profile Name", RejectReason.MISSING_MEMBER);
    ViewedTitle title = ViewedTitle.parse(needed(row, "Title", RejectReason.MISSING_TITLE));
    String country = country(text(row, "Country"));
    View view =
        new View(
            Normalizer.normalize(profile, Normalizer.Form.NFC),
            title,
            title.titleId(),
            startMs(row),
            duration(row),
            bookmark(row),
            ViewedDevice.of(text(row, "Device Type")),
            country,
            attributes(row, title, country),
            rowNumber);
    WindowBounds.check(view.event(PlaybackAction.PLAY, view.startMs(), 0), nowMs);
    WindowBounds.check(view.event(PlaybackAction.STOP, view.endMs(), 0), nowMs);
    return view;
  }

  private String needed(List<String> row, String column, RejectReason missing) throws RejectedRow {
    String value = text(row, column);
    if (value == null) {
      throw new RejectedRow(missing, column + " is missing");
    }
    return value;
  }

  private long startMs(List<String> row) throws RejectedRow {
    String value = needed(row, "Start Time", RejectReason.UNREADABLE_TIME);
    try {
      return LocalDateTime.parse(value, START).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException e) {
      throw new RejectedRow(
          RejectReason.UNREADABLE_TIME,
          "Start Time must be such as 2026-11-23 20:15:00, not " + Values.shortened(value));
    }
  }

  private long duration(List<String> row) throws RejectedRow {
    String value = needed(row, "Duration", RejectReason.NUMBER_OUT_OF_RANGE);
    long seconds = seconds(value, "Duration", RejectReason.NUMBER_OUT_OF_RANGE);
    if (seconds > HOURS_MAX * 3600L) {
      throw new RejectedRow(
          RejectReason.NUMBER_OUT_OF_RANGE,
          "Duration " + value + " is longer than " + HOURS_MAX + " hours");
    }
    return seconds;
  }

  private Double bookmark(List<String> row) throws RejectedRow {
    String value = text(row, "Bookmark");
    return value == null || value.equalsIgnoreCase(NOT_LATEST)
        ? null
        : Double.valueOf(seconds(value, "Bookmark", RejectReason.NEGATIVE_POSITION));
  }

  private static long seconds(String value, String column, RejectReason negative)
      throws RejectedRow {
    Matcher matcher = HOURS_MINUTES_SECONDS.matcher(value);
    if (!matcher.matches()) {
      throw new RejectedRow(
          RejectReason.NUMBER_OUT_OF_RANGE,
          column + " must be such as 01:30:00, not " + Values.shortened(value));
    }
    if (!matcher.group(1).isEmpty()) {
      throw new RejectedRow(negative, column + " cannot be " + value);
    }
    return Integer.parseInt(matcher.group(2)) * 3600L
        + Integer.parseInt(matcher.group(3)) * 60L
        + Integer.parseInt(matcher.group(4));
  }

  private static String country(String value) {
    Matcher matcher = COUNTRY.matcher(value == null ? "" : value);
    return matcher.matches() ? matcher.group(1).toUpperCase(Locale.ROOT) : null;
  }

  private Map<String, String> attributes(List<String> row, ViewedTitle title, String country) {
    Map<String, String> attributes = new HashMap<>();
    put(attributes, "season", title.season());
    put(attributes, "seasonNumber", title.seasonNumber());
    put(attributes, "episode", title.episode());
    put(attributes, "episodeNumber", title.episodeNumber());
    put(attributes, "Device Type", text(row, "Device Type"));
    put(attributes, "Attributes", text(row, "Attributes"));
    put(attributes, "Country", country == null ? text(row, "Country") : null);
    others.forEach((index, name) -> put(attributes, name, Values.text(row, index)));
    return attributes;
  }

  private static void put(Map<String, String> attributes, String name, Object value) {
    if (value != null) {
      attributes.put(name, value.toString());
    }
  }

  private String text(List<String> row, String column) {
    return Values.text(row, columns.get(column));
  }
}
