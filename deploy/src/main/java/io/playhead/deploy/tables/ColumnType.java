package io.playhead.deploy.tables;

/** What a column holds, in Java and in SQL. */
public enum ColumnType {
  /** String. */
  TEXT("VARCHAR"),
  /** List of strings, in order, none of them null; may be empty. In CSV a JSON array. */
  TEXTS("VARCHAR[]"),
  /** Integer. */
  INT32("INTEGER"),
  /** Long. */
  INT64("BIGINT"),
  /** Float. */
  FLOAT32("FLOAT"),
  /** Double. */
  FLOAT64("DOUBLE"),
  /** Long, milliseconds since 1970-01-01 UTC, of the years 1 to 9999. In CSV ISO 8601. */
  TIME("TIMESTAMP WITH TIME ZONE");

  private final String sqlName;

  ColumnType(String sqlName) {
    this.sqlName = sqlName;
  }

  /** What DuckDB and standard SQL call it. */
  public String sqlName() {
    return sqlName;
  }
}
