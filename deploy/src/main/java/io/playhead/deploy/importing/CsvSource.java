package io.playhead.deploy.importing;

import io.playhead.deploy.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Events and titles in two CSV files; events are kept in the order of their rows. */
public final class CsvSource implements ImportSource {
  /** The word for it in {@code --format}. */
  public static final String FORMAT = "csv";

  private final Path events;
  private final Path titles;
  private final long nowMs;

  /**
   * Reads the headers.
   *
   * @param events the events, CSV, plain, gzip or xz
   * @param titles the titles, the same
   * @param nowMs the clock that events may not be more than a day ahead of
   */
  public CsvSource(Path events, Path titles, long nowMs) {
    this.events = events;
    this.titles = titles;
    this.nowMs = nowMs;
    CsvTable.check(titles, TitleRows.REQUIRED, CsvHeader::lowerCase);
    CsvTable.check(events, EventRows.REQUIRED, CsvHeader::lowerCase);
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public Map<String, Path> files() {
    return new TreeMap<>(Map.of("events", events, "titles", titles));
  }

  @Override
  public void readTo(ImportedRecording recording) throws IOException {
    readTitles(recording);
    readEvents(recording);
  }

  private void readTitles(ImportedRecording recording) throws IOException {
    try (Progress progress = SourceFile.progress(titles);
        CsvTable table = CsvTable.open(titles, progress, TitleRows.REQUIRED)) {
      TitleRows rows = new TitleRows(table.header());
      while (table.nextRow()) {
        try {
          recording.title(rows.title(table.row()));
        } catch (RejectedRow e) {
          recording.rejected(titles, table, e);
        }
      }
    }
  }

  private void readEvents(ImportedRecording recording) throws IOException {
    try (Progress progress = SourceFile.progress(events);
        CsvTable table = CsvTable.open(events, progress, EventRows.REQUIRED)) {
      EventRows rows = new EventRows(table.header(), nowMs);
      while (table.nextRow()) {
        try {
          recording.event(rows.event(table.row(), table.rowNumber()));
        } catch (RejectedRow e) {
          recording.rejected(events, table, e);
        }
      }
    }
  }
}
