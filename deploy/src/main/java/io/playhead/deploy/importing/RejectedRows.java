package io.playhead.deploy.importing;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.playhead.schemas.RejectReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts bad rows by reason and lists every one in {@code rejected.csv}. */
final class RejectedRows implements AutoCloseable {
  private final CsvWriter csv;
  private final Map<RejectReason, Long> counts = new EnumMap<>(RejectReason.class);
  private long count;

  RejectedRows(Path file) throws IOException {
    csv = CsvWriter.builder().build(file);
    csv.writeRecord("file", "row", "reason", "detail", "excerpt");
  }

  void add(Path file, long rowNumber, RejectedRow row, String excerpt) {
    count++;
    counts.merge(row.reason(), 1L, Long::sum);
    csv.writeRecord(
        file.getFileName().toString(),
        Long.toString(rowNumber),
        row.reason().label(),
        row.getMessage(),
        excerpt);
  }

  long count() {
    return count;
  }

  /** Counts under the reasons' labels. */
  Map<String, Long> byReason() {
    Map<String, Long> labels = new TreeMap<>();
    counts.forEach((reason, n) -> labels.put(reason.label(), n));
    return labels;
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
