package io.playhead.deploy.tables;

import java.nio.file.Path;
import java.util.EnumSet;

/**
 * A process that writes lists: {@code FOLDER ROWS FORMAT...}; with 0 rows it never ends, and says
 * "writing" once it is at it. Test fixture.
 */
final class EndlessRows {
  private static final int ROWS_UNTIL_WRITING = 100_000;
  private static final int TITLES_PER_PAGE = 60;
  private static final int MEMBERS = 40_000;
  private static final int TITLES = 20_000;

  private EndlessRows() {}

  public static void main(String[] arguments) throws Exception {
    long rowCount = Long.parseLong(arguments[1]);
    EnumSet<TableFormat> formats = EnumSet.noneOf(TableFormat.class);
    for (int i = 2; i < arguments.length; i++) {
      formats.add(TableFormat.valueOf(arguments[i]));
    }
    long startNs = System.nanoTime();
    try (TableWriter<ListRow> writer =
        new TableFiles<>(Path.of(arguments[0]), ListRow.TABLE, formats)) {
      for (long i = 0; rowCount == 0 || i < rowCount; i++) {
        writer.write(row(i));
        if (i == ROWS_UNTIL_WRITING) {
          System.out.println("writing");
        }
      }
      writer.finish();
    }
    double seconds = (System.nanoTime() - startNs) / 1e9;
    double cpuSeconds =
        ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    System.out.printf(
        "%s: %,d rows in %.1f s, %.1f s of CPU with the JVM's start, heap %d MB%n",
        formats, rowCount, seconds, cpuSeconds, Runtime.getRuntime().maxMemory() >> 20);
  }

  /** As they come: page after page of one member each. */
  static ListRow row(long i) {
    long page = i / TITLES_PER_PAGE;
    int place = (int) (i % TITLES_PER_PAGE);
    long hash = (i * 0x9E37_79B9_7F4A_7C15L) >>> 20;
    return new ListRow(
        "member-" + (page * 7919) % MEMBERS,
        page / MEMBERS,
        page,
        1_760_000_000_000L + 700 * page,
        1_764_000_000_000L + page / 4,
        "model-2026-11",
        "row-" + place / 10,
        place % 10,
        "title-" + hash % TITLES,
        1f / (1 + place) + (hash % 1_000) * 1e-6f,
        place % 10 == 0 ? "because:title-" + hash % 100 : "taste");
  }
}
