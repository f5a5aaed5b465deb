package io.playhead.deploy.importing;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import io.playhead.schemas.RejectReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A CSV file with a header, row by row: the splitter finds a record's end, UTF-8 is decoded
 * strictly, and FastCSV takes the record apart. Rows are numbered as a spreadsheet does: the header
 * is row 1.
 */
final class CsvTable implements Rows {
  /** Longest row, bytes: 1 MiB. */
  static final int ROW_BYTES_MAX = 1024 * 1024;

  private static final int EXCERPT_CHARS = 120;

  private final InputStream in;
  private final Path file;
  private final RecordSplitter records;
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final CsvHeader header;
  private long rowNumber;

  private CsvTable(
      InputStream in, Path file, List<String> required, UnaryOperator<String> columnKey) {
    this.in = in;
    this.file = file;
    this.records = new RecordSplitter(in, ROW_BYTES_MAX);
    if (!nextRow()) {
      throw CommandFailure.badInput(file + " is empty: its first row must name the columns");
    }
    try {
      List<String> names = fields();
      if (!names.isEmpty() && names.get(0).startsWith("\uFEFF")) {
        names = new java.util.ArrayList<>(names);
        names.set(0, names.get(0).substring(1));
      }
      this.header = CsvHeader.of(names, required, file, columnKey);
    } catch (RejectedRow e) {
      throw CommandFailure.badInput(file + " has no header: " + e.getMessage(), e);
    }
  }

  /** Opens {@code file}, whose header must name {@code required} in upper or lower case. */
  static CsvTable open(Path file, Progress progress, List<String> required) {
    return open(file, progress, required, CsvHeader::lowerCase);
  }

  /** Opens {@code file}; columns are the same where {@code columnKey} makes the same of them. */
  static CsvTable open(
      Path file, Progress progress, List<String> required, UnaryOperator<String> columnKey) {
    return new CsvTable(SourceFile.open(file, progress::at), file, required, columnKey);
  }

  /** Reads the header alone, and says what is wrong with it. */
  static void check(Path file, List<String> required, UnaryOperator<String> columnKey) {
    try (CsvTable table =
        new CsvTable(SourceFile.open(file, bytes -> {}), file, required, columnKey)) {
      table.header();
    } catch (IOException e) {
      throw CommandFailure.badInput(file + " cannot be read: " + SourceFile.why(e), e);
    }
  }

  CsvHeader header() {
    return header;
  }

  @Override
  public boolean nextRow() {
    try {
      boolean found = records.next();
      rowNumber += found ? 1 : 0;
      return found;
    } catch (IOException e) {
      throw CommandFailure.badInput(
          file + " cannot be read after row " + rowNumber + ": " + SourceFile.why(e), e);
    }
  }

  @Override
  public long rowNumber() {
    return rowNumber;
  }

  /** The row's values in the order of the header. */
  @Override
  public List<String> row() throws RejectedRow {
    List<String> values = fields();
    if (values.size() != header.columnCount()) {
      firstLineOnly();
      throw new RejectedRow(
          RejectReason.MALFORMED_ROW,
          values.size() + " columns where the header has " + header.columnCount());
    }
    return values;
  }

  private List<String> fields() throws RejectedRow {
    if (records.isTooLong()) {
      throw new RejectedRow(RejectReason.ROW_TOO_LONG, "longer than " + ROW_BYTES_MAX + " bytes");
    }
    byte[] record = records.record();
    if (record.length == 0) {
      throw new RejectedRow(RejectReason.EMPTY, "an empty row");
    }
    String text;
    try {
      text = utf8.decode(ByteBuffer.wrap(record)).toString();
    } catch (CharacterCodingException e) {
      throw notUtf8();
    }
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().skipEmptyLines(false).ofCsvRecord(text)) {
      Iterator<CsvRecord> one = reader.iterator();
      List<String> fields = one.next().getFields();
      if (!one.hasNext()) {
        return fields;
      }
      // A lone carriage return: FastCSV takes it for a line break.
      throw new RejectedRow(RejectReason.MALFORMED_ROW, "a line break outside quotes");
    } catch (CsvParseException e) {
      firstLineOnly();
      throw new RejectedRow(RejectReason.MALFORMED_ROW, "the quotes do not fit");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What cannot be decoded may be a later line that a stray quote in the first one has taken in.
   */
  private RejectedRow notUtf8() {
    firstLineOnly();
    try {
      utf8.decode(ByteBuffer.wrap(records.record()));
    } catch (CharacterCodingException e) {
      return new RejectedRow(RejectReason.NOT_UTF8, "not UTF-8");
    }
    return new RejectedRow(RejectReason.MALFORMED_ROW, "the quotes do not fit");
  }

  /** A broken record of many lines is probably a stray quote: only its first line is lost. */
  private void firstLineOnly() {
    if (records.isManyLines()) {
      records.firstLineOnly();
    }
  }

  @Override
  public String excerpt() {
    byte[] record = records.record();
    int bytes = Math.min(record.length, 4 * EXCERPT_CHARS);
    String text = new String(record, 0, bytes, StandardCharsets.UTF_8);
    return text.substring(0, Math.min(text.length(), EXCERPT_CHARS)).replaceAll("\\p{Cntrl}", " ");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
