package io.playhead.deploy.tables;

import java.util.List;
import java.util.function.Function;

/**
 * One column of a table, and where its value is in a row.
 *
 * @param name as in the files
 * @param type what it holds
 * @param isNullable whether the value may be absent
 * @param meaning one line for docs/tables.md
 * @param value its value in a row, of the type's Java class
 * @param <R> the row
 */
public record Column<R>(
    String name, ColumnType type, boolean isNullable, String meaning, Function<R, ?> value) {

  /** A string. */
  public static <R> Column<R> text(String name, String meaning, Function<R, String> value) {
    return new Column<>(name, ColumnType.TEXT, false, meaning, value);
  }

  /** Strings in order. */
  public static <R> Column<R> texts(String name, String meaning, Function<R, List<String>> value) {
    return new Column<>(name, ColumnType.TEXTS, false, meaning, value);
  }

  /** An integer of 32 bits. */
  public static <R> Column<R> int32(String name, String meaning, Function<R, Integer> value) {
    return new Column<>(name, ColumnType.INT32, false, meaning, value);
  }

  /** An integer of 64 bits. */
  public static <R> Column<R> int64(String name, String meaning, Function<R, Long> value) {
    return new Column<>(name, ColumnType.INT64, false, meaning, value);
  }

  /** A floating-point number of 32 bits. */
  public static <R> Column<R> float32(String name, String meaning, Function<R, Float> value) {
    return new Column<>(name, ColumnType.FLOAT32, false, meaning, value);
  }

  /** A floating-point number of 64 bits. */
  public static <R> Column<R> float64(String name, String meaning, Function<R, Double> value) {
    return new Column<>(name, ColumnType.FLOAT64, false, meaning, value);
  }

  /** A moment; {@code valueMs} in milliseconds since 1970-01-01 UTC. */
  public static <R> Column<R> time(String name, String meaning, Function<R, Long> valueMs) {
    return new Column<>(name, ColumnType.TIME, false, meaning, valueMs);
  }

  /** The same, whose value may be absent. */
  public Column<R> orNull() {
    return new Column<>(name, type, true, meaning, value);
  }

  /** Its value in {@code row}; null only where it may be. */
  Object of(R row) {
    Object cell = value.apply(row);
    if (cell == null && !isNullable) {
      throw new IllegalStateException("column " + name + " has no value, and needs one: " + row);
    }
    return cell;
  }
}
