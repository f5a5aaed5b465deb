package io.playhead.deploy.importing;

import io.playhead.schemas.RejectReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the values of a row. An empty value is a missing one. Times are ISO 8601: with an offset,
 * or in UTC where they have none; a date alone is its first moment. Bare numbers are not times.
 */
final class Values {
  private Values() {}

  /** The value at {@code index}, trimmed; null: the column or the value is missing. */
  static String text(List<String> row, int index) {
    if (index < 0) {
      return null;
    }
    String value = row.get(index).trim();
    return value.isEmpty() ? null : value;
  }

  /** Values separated by {@code |}. */
  static List<String> list(List<String> row, int index) {
    String value = text(row, index);
    List<String> values = new ArrayList<>();
    if (value != null) {
      for (String part : value.split("\\|")) {
        if (!part.isBlank()) {
          values.add(part.trim());
        }
      }
    }
    return values;
  }

  /** A finite number. */
  static Double number(List<String> row, int index, String column) throws RejectedRow {
    String value = text(row, index);
    if (value == null) {
      return null;
    }
    try {
      double number = Double.parseDouble(value);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, with the value.
    }
    throw notANumber(column, value);
  }

  /** A whole number of at least 0; fractions are cut. */
  static Integer count(List<String> row, int index, String column) throws RejectedRow {
    Double number = number(row, index, column);
    if (number == null) {
      return null;
    }
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw notANumber(column, text(row, index));
    }
    return (int) number.doubleValue();
  }

  /** A whole number of at least 0 without sign or fraction, which must be there. */
  static int wholeNumber(List<String> row, int index, String column) throws RejectedRow {
    String value = text(row, index);
    try {
      if (value != null && value.matches("\\d{1,10}")) {
        return Integer.parseInt(value);
      }
    } catch (NumberFormatException e) {
      // Said below, with the value.
    }
    throw notANumber(column, value == null ? "nothing" : value);
  }

  private static RejectedRow notANumber(String column, String value) {
    return new RejectedRow(
        RejectReason.NUMBER_OUT_OF_RANGE, column + " cannot be " + shortened(value));
  }

  /** A moment, milliseconds since 1970-01-01 UTC. */
  static long timeMs(List<String> row, int index, String column) throws RejectedRow {
    String value = text(row, index);
    if (value == null) {
      throw new RejectedRow(RejectReason.UNREADABLE_TIME, column + " is missing");
    }
    try {
      return parse(value).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new RejectedRow(
          RejectReason.UNREADABLE_TIME,
          column + " must be ISO 8601, such as 2026-11-23T20:15:00Z, not " + shortened(value));
    }
  }

  /** A date, days since 1970-01-01; null: missing. */
  static Integer epochDay(List<String> row, int index, String column) throws RejectedRow {
    String value = text(row, index);
    if (value == null) {
      return null;
    }
    try {
      return (int)
          LocalDate.parse(value.length() > 10 ? value.substring(0, 10) : value).toEpochDay();
    } catch (DateTimeException e) {
      throw new RejectedRow(
          RejectReason.UNREADABLE_TIME,
          column + " must be a date, such as 2026-11-23, not " + shortened(value));
    }
  }

  private static Instant parse(String value) {
    if (value.endsWith("Z")) {
      return Instant.parse(withT(value));
    }
    if (value.length() == 10) {
      return LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    boolean hasOffset = value.length() > 19 && value.substring(19).matches(".*[+-].*");
    return hasOffset
        ? OffsetDateTime.parse(withT(value)).toInstant()
        : LocalDateTime.parse(withT(value)).toInstant(ZoneOffset.UTC);
  }

  private static String withT(String value) {
    return value.length() > 10 && value.charAt(10) == ' '
        ? value.substring(0, 10) + "T" + value.substring(11)
        : value;
  }

  /** A value as a message quotes it. */
  static String shortened(String value) {
    return value.length() > 40 ? value.substring(0, 40) + "..." : value;
  }
}
