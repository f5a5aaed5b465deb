package io.playhead.deploy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.playhead.schemas.Item;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pages as a table, one line per title: {@value #HEADER}. What replay writes and evaluate compares
 * with. Scores are printed so that they read back as the same float.
 */
public final class ListsCsv {
  /** The columns. */
  public static final String HEADER = "memberId,revision,madeAt,modelId,row,rank,titleId,score";

  private ListsCsv() {}

  /**
   * One title of one row of one page.
   *
   * @param memberId the member
   * @param revision the page's revision
   * @param madeAt when it was made, ISO 8601
   * @param modelId model that made it
   * @param row name of the row
   * @param rank place in the row, from 0
   * @param titleId the title
   * @param score the model's score
   */
  public record Line(
      String memberId,
      long revision,
      String madeAt,
      String modelId,
      String row,
      int rank,
      String titleId,
      float score) {}

  /** Writes pages, in the order given. One thread. */
  public static final class Writer implements AutoCloseable {
    private final CsvWriter csv;

    /** Replaces {@code file}. */
    public Writer(Path file) throws IOException {
      csv = CsvWriter.builder().build(file);
      csv.writeRecord(HEADER.split(","));
    }

    /** Appends a page. */
    public void write(Recommendation page) {
      String revision = Long.toString(page.getRevision());
      String madeAt = java.time.Instant.ofEpochMilli(page.getMadeAtMs()).toString();
      for (Row row : page.getRows()) {
        int rank = 0;
        for (Item item : row.getItems()) {
          csv.writeRecord(
              page.getMemberId(),
              revision,
              madeAt,
              page.getModelId(),
              row.getRow(),
              Integer.toString(rank++),
              item.getTitleId(),
              Float.toString(item.getScore()));
        }
      }
    }

    @Override
    public void close() throws IOException {
      csv.close();
    }
  }

  /** Reads a whole table. */
  public static List<Line> read(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord line : csv) {
        lines.add(
            new Line(
                line.getField("memberId"),
                Long.parseLong(line.getField("revision")),
                line.getField("madeAt"),
                line.getField("modelId"),
                line.getField("row"),
                Integer.parseInt(line.getField("rank")),
                line.getField("titleId"),
                Float.parseFloat(line.getField("score"))));
      }
    }
    return lines;
  }
}
