package io.playhead.deploy.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random rows, read back as Parquet and as CSV by a reader that shares no code with the writer. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TablesReadByDuckDbTest {
  private static final int ROWS = 30_000;
  private static final String PARQUET = "'random.parquet'";
  private static final String CSV =
      "read_csv('random.csv', header = true, allow_quoted_nulls = false, parallel = false, columns = {"
          + RandomRow.TABLE.columns().stream()
              .map(column -> "'" + column.name() + "': '" + sqlTypeInText(column.type()) + "'")
              .collect(Collectors.joining(", "))
          + "})";

  @TempDir private static Path folder;

  private static List<RandomRow> rows;
  private static DuckDb duckDb;

  @BeforeAll
  static void write() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    rows = new ArrayList<>();
    try (TableWriter<RandomRow> writer =
        new TableFiles<>(folder, RandomRow.TABLE, EnumSet.allOf(TableFormat.class))) {
      for (int i = 0; i < ROWS; i++) {
        rows.add(RandomRow.of(i, random));
        writer.write(rows.get(i));
      }
      writer.finish();
    }
    duckDb = new DuckDb(folder);
  }

  @AfterAll
  static void close() throws Exception {
    if (duckDb != null) {
      duckDb.close();
    }
  }

  private static String sqlTypeInText(ColumnType type) {
    return type == ColumnType.TEXTS ? "JSON" : type.sqlName();
  }

  @Test
  void columnsHaveTheTypesThatAreDeclared() throws Exception {
    List<List<String>> described = duckDb.query("DESCRIBE SELECT * FROM " + PARQUET);

    assertThat(described)
        .extracting(column -> column.get(0) + " " + column.get(1))
        .isEqualTo(
            RandomRow.TABLE.columns().stream()
                .map(column -> column.name() + " " + column.type().sqlName())
                .toList());
  }

  @Test
  void onlyNullableColumnsAreOptional() throws Exception {
    List<List<String>> schema =
        duckDb.query("SELECT name, repetition_type FROM parquet_schema(" + PARQUET + ") OFFSET 1");

    for (Column<RandomRow> column : RandomRow.TABLE.columns()) {
      assertThat(schema)
          .contains(List.of(column.name(), column.isNullable() ? "OPTIONAL" : "REQUIRED"));
    }
  }

  @Test
  void textsAreDictionariesAndEverythingIsCompressed() throws Exception {
    List<List<String>> chunks =
        duckDb.query(
            "SELECT path_in_schema, encodings, compression FROM parquet_metadata(" + PARQUET + ")");

    assertThat(chunks).isNotEmpty().allMatch(chunk -> chunk.get(2).equals("ZSTD"));
    assertThat(chunks)
        .filteredOn(chunk -> chunk.get(0).equals("text"))
        .allMatch(chunk -> chunk.get(1).contains("DICTIONARY"));
  }

  @Test
  void everyValueOfParquetIsTheOneThatWasWritten() throws Exception {
    everyValueIsTheOneThatWasWritten(PARQUET, "texts");
  }

  @Test
  void everyValueOfCsvIsTheOneThatWasWritten() throws Exception {
    everyValueIsTheOneThatWasWritten(CSV, "from_json(texts, '[\"VARCHAR\"]')");
  }

  private static void everyValueIsTheOneThatWasWritten(String table, String texts)
      throws Exception {
    // As text where a driver could hide a difference: NaN, -0, years before 1970.
    List<List<String>> read =
        duckDb.query(
            "SELECT index, text, word, array_to_string(t, '|') || '#' || len(t), int32, int64,"
                + " CAST(float32 AS VARCHAR), CAST(float64 AS VARCHAR), epoch_ms(time)"
                + " FROM (SELECT *, "
                + texts
                + " AS t FROM "
                + table
                + ") ORDER BY index");

    assertThat(read).hasSize(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      RandomRow row = rows.get(i);
      List<String> values = read.get(i);
      assertThat(values.get(0)).isEqualTo(Long.toString(row.index()));
      assertThat(values.get(1)).as("text of %s", row).isEqualTo(row.text());
      assertThat(values.get(2)).as("word of %s", row).isEqualTo(row.word());
      String joined =
          row.texts() == null ? null : String.join("|", row.texts()) + "#" + row.texts().size();
      assertThat(values.get(3)).as("texts of %s", row).isEqualTo(joined);
      assertThat(values.get(4)).as("int32 of %s", row).isEqualTo(text(row.int32()));
      assertThat(values.get(5)).as("int64 of %s", row).isEqualTo(text(row.int64()));
      assertThat(values.get(6) == null ? null : Float.valueOf(javaNumber(values.get(6))))
          .as("float32 of %s", row)
          .isEqualTo(row.float32());
      assertThat(values.get(7) == null ? null : Double.valueOf(javaNumber(values.get(7))))
          .as("float64 of %s", row)
          .isEqualTo(row.float64());
      assertThat(values.get(8)).as("time of %s", row).isEqualTo(text(row.timeMs()));
    }
  }

  private static String text(Object number) {
    return number == null ? null : number.toString();
  }

  private static String javaNumber(String number) {
    return number.replace("inf", "Infinity").replace("nan", "NaN");
  }

  @Test
  void countsAndSumsAreThoseOfTheRows() throws Exception {
    String figures =
        "SELECT count(*), count(word), count(texts), sum(int32), sum(int64), sum(epoch_ms(time))"
            + " FROM ";

    List<String> expected =
        List.of(
            Integer.toString(ROWS),
            Long.toString(rows.stream().filter(row -> row.word() != null).count()),
            Long.toString(rows.stream().filter(row -> row.texts() != null).count()),
            sum(RandomRow::int32),
            sum(RandomRow::int64),
            sum(RandomRow::timeMs));
    assertThat(duckDb.query(figures + PARQUET)).containsExactly(expected);
    assertThat(duckDb.query(figures + CSV)).containsExactly(expected);
  }

  private static String sum(Function<RandomRow, Number> value) {
    return rows.stream()
        .map(value)
        .filter(Objects::nonNull)
        .map(number -> BigInteger.valueOf(number.longValue()))
        .reduce(BigInteger.ZERO, BigInteger::add)
        .toString();
  }

  @Test
  void bothFormatsJoinRowByRow() throws Exception {
    String columns = "index, text, word, int32, int64, float32, float64, time";

    assertThat(
            duckDb.value(
                "SELECT count(*) FROM %s AS p JOIN %s AS c ON p.index = c.index AND p.text = c.text"
                    .formatted(PARQUET, CSV)))
        .isEqualTo(Integer.toString(ROWS));
    for (String difference : List.of("%1$s EXCEPT %2$s", "%2$s EXCEPT %1$s")) {
      String sql =
          difference.formatted(
              "SELECT " + columns + " FROM " + PARQUET, "SELECT " + columns + " FROM " + CSV);
      assertThat(duckDb.query(sql)).isEmpty();
    }
  }

  @Test
  void whatUtf8CannotSayBecomesAQuestionMark(@TempDir Path other) throws Exception {
    RandomRow half =
        new RandomRow(0, "half \uD83D pair", null, List.of("\uDC00"), null, null, null, null, null);
    try (TableWriter<RandomRow> writer =
        new TableFiles<>(other, RandomRow.TABLE, EnumSet.allOf(TableFormat.class))) {
      writer.write(half);
      writer.finish();
    }

    try (DuckDb reader = new DuckDb(other)) {
      assertThat(reader.value("SELECT text FROM 'random.parquet'")).isEqualTo("half ? pair");
      assertThat(reader.value("SELECT text FROM " + CSV)).isEqualTo("half ? pair");
    }
  }

  @Test
  void aValueThatMustBeThereIsNamedAndNothingIsWritten(@TempDir Path other) throws Exception {
    RandomRow without = new RandomRow(7, null, null, null, null, null, null, null, null);

    for (TableFormat format : TableFormat.values()) {
      assertThatThrownBy(
              () -> {
                try (TableWriter<RandomRow> writer = format.open(other, RandomRow.TABLE)) {
                  writer.write(rows.get(0));
                  writer.write(without);
                  writer.finish();
                }
              })
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("column text has no value");
    }

    assertThat(other).isEmptyDirectory();
  }
}
