package io.playhead.deploy.importing;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.RejectReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A file without header, quotes or escapes: a row is a line, its values stand between separators. A
 * line is UTF-8 where it can be, else ISO-8859-1: the published sets have both, and a Latin-1 name
 * is practically never valid UTF-8.
 */
final class LineTable implements Rows {
  /** Longest line, bytes: 1 MiB, as of a CSV row. */
  static final int LINE_BYTES_MAX = CsvTable.ROW_BYTES_MAX;

  private static final int EXCERPT_CHARS = 120;

  private final InputStream in;
  private final Path file;
  private final String separator;
  private final byte[] chunk = new byte[64 * 1024];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private int at;
  private int limit;
  private long rowNumber;
  private boolean tooLong;

  private LineTable(InputStream in, Path file, String separator) {
    this.in = in;
    this.file = file;
    this.separator = separator;
  }

  /**
   * Opens {@code file}.
   *
   * @param onBytes told how many bytes of the file were read so far
   * @param separator what stands between values
   */
  static LineTable open(Path file, LongConsumer onBytes, String separator) {
    return new LineTable(SourceFile.open(file, onBytes), file, separator);
  }

  @Override
  public boolean nextRow() {
    try {
      line.reset();
      tooLong = false;
      if (!fill()) {
        return false;
      }
      rowNumber++;
      boolean ended = false;
      while (!ended && fill()) {
        int end = at;
        while (end < limit && chunk[end] != '\n') {
          end++;
        }
        take(end);
        ended = end < limit;
        at = end + (ended ? 1 : 0);
      }
      return true;
    } catch (IOException e) {
      throw CommandFailure.badInput(
          file + " cannot be read after row " + rowNumber + ": " + SourceFile.why(e), e);
    }
  }

  /** Adds what lies before {@code end} to the line, as far as the bound. */
  private void take(int end) {
    int room = LINE_BYTES_MAX - line.size();
    tooLong |= end - at > room;
    line.write(chunk, at, Math.min(end - at, room));
  }

  /** Whether there is another byte; reads on where needed. */
  private boolean fill() throws IOException {
    if (at < limit) {
      return true;
    }
    at = 0;
    limit = Math.max(0, in.read(chunk, 0, chunk.length));
    return limit > 0;
  }

  @Override
  public long rowNumber() {
    return rowNumber;
  }

  @Override
  public List<String> row() throws RejectedRow {
    if (tooLong) {
      throw new RejectedRow(RejectReason.ROW_TOO_LONG, "longer than " + LINE_BYTES_MAX + " bytes");
    }
    String text = text();
    if (text.isEmpty()) {
      throw new RejectedRow(RejectReason.EMPTY, "an empty row");
    }
    List<String> values = new ArrayList<>();
    int from = 0;
    for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
      values.add(text.substring(from, to));
      from = to + separator.length();
    }
    values.add(text.substring(from));
    return values;
  }

  private String text() {
    byte[] bytes = line.toByteArray();
    int length =
        bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
    try {
      return utf8.decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public String excerpt() {
    String text = text();
    return text.substring(0, Math.min(text.length(), EXCERPT_CHARS)).replaceAll("\\p{Cntrl}", " ");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
