package io.playhead.deploy.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process that writes leaves, killed or not, and what memory it takes. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TableFilesTest {
  private static final int MANY_ROWS = 3_000_000; // more than one row group, far more than the heap
  private static final String HEAP = "-Xmx128m";

  @TempDir private Path folder;

  @Test
  void aKilledProcessLeavesNothingUnderTheName() throws Exception {
    Path old = Files.writeString(folder.resolve("lists.csv"), "what stood there");
    Process process = start(folder, 0, "PARQUET", "CSV");
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("writing");
      process.destroyForcibly().waitFor();
    }

    assertThat(folder.resolve("lists.parquet")).doesNotExist();
    assertThat(old).hasContent("what stood there");
    assertThat(drafts()).hasSize(2);
    for (TableFormat format : TableFormat.values()) { // and the next one clears away
      format.open(folder, ListRow.TABLE).close();
    }
    assertThat(drafts()).isEmpty();
    assertThat(old).hasContent("what stood there");
  }

  @Test
  void whatIsClosedUnfinishedLeavesNothing() throws Exception {
    for (TableFormat format : TableFormat.values()) {
      try (TableWriter<ListRow> writer = format.open(folder, ListRow.TABLE)) {
        writer.write(EndlessRows.row(0));
      }
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFinishedFileReplacesWhatStoodThere() throws Exception {
    for (TableFormat format : TableFormat.values()) {
      Path file = format.file(folder, ListRow.TABLE);
      Files.writeString(file, "what stood there");

      try (TableWriter<ListRow> writer = format.open(folder, ListRow.TABLE)) {
        writer.write(EndlessRows.row(0));
        assertThat(file).hasContent("what stood there");
        writer.finish();
      }
    }

    assertThat(drafts()).isEmpty();
    try (DuckDb duckDb = new DuckDb(folder)) {
      for (String file : List.of("lists.parquet", "lists.csv")) {
        assertThat(duckDb.query("SELECT memberId, place, titleId FROM '" + file + "'"))
            .containsExactly(List.of("member-0", "0", "title-0"));
      }
    }
  }

  @Test
  void aTableWithoutRowsHasItsColumns() throws Exception {
    for (TableFormat format : TableFormat.values()) {
      try (TableWriter<ListRow> writer = format.open(folder, ListRow.TABLE)) {
        writer.finish();
      }
    }

    try (DuckDb duckDb = new DuckDb(folder)) {
      for (String file : List.of("lists.parquet", "lists.csv")) {
        assertThat(duckDb.query("DESCRIBE SELECT * FROM '" + file + "'"))
            .extracting(column -> column.get(0))
            .isEqualTo(ListRow.TABLE.columns().stream().map(Column::name).toList());
        assertThat(duckDb.value("SELECT count(*) FROM '" + file + "'")).isEqualTo("0");
      }
    }
  }

  @Test
  void millionsOfRowsStreamThroughASmallHeap() throws Exception {
    for (TableFormat format : TableFormat.values()) {
      Process process = start(folder, MANY_ROWS, format.name());
      try (BufferedReader output = process.inputReader()) {
        output.lines().filter(line -> !line.equals("writing")).forEach(System.out::println);
      }
      assertThat(process.waitFor()).isZero();
    }

    try (DuckDb duckDb = new DuckDb(folder)) {
      for (String file : List.of("lists.parquet", "lists.csv")) {
        assertThat(duckDb.value("SELECT count(*) FROM '" + file + "'"))
            .isEqualTo(Integer.toString(MANY_ROWS));
      }
      assertThat(
              Integer.parseInt(
                  duckDb.value(
                      "SELECT count(DISTINCT row_group_id) FROM parquet_metadata('lists.parquet')")))
          .isGreaterThan(1);
    }
  }

  private List<Path> drafts() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().contains(".draft-")).toList();
    }
  }

  private static Process start(Path folder, long rows, String... formats) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(HEAP, "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(EndlessRows.class.getName(), folder.toString(), Long.toString(rows)));
    command.addAll(List.of(formats));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
