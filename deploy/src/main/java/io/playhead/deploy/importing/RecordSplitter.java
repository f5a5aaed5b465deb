package io.playhead.deploy.importing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into CSV records. A line break inside a quoted field belongs to its
 * record. A record is never longer than its bound, so one missing quote cannot swallow the rest of
 * a file: where a quoted field does not end within the bound, the first line alone is the (broken)
 * record and reading goes on with the second.
 *
 * <p>Buffer: {@code [done | record | read ahead | free]}, as long as the longest record and one
 * read.
 */
final class RecordSplitter {
  private static final int READ_BYTES = 64 * 1024;
  private static final int HEAD_BYTES = 256;

  private enum Place {
    FIELD_START,
    PLAIN,
    QUOTED,
    AFTER_QUOTE
  }

  private final InputStream in;
  private final int recordBytesMax;
  private final byte[] buffer;
  private int start;
  private int limit;
  private boolean ended;
  private boolean atLineBreak;
  private int length;
  private int firstLineLength;
  private byte[] headOfTooLong;

  RecordSplitter(InputStream in, int recordBytesMax) {
    this.in = in;
    this.recordBytesMax = recordBytesMax;
    this.buffer = new byte[recordBytesMax + READ_BYTES];
  }

  /** Moves to the next record; false: there is none. */
  boolean next() throws IOException {
    start += length + (atLineBreak ? 1 : 0);
    length = 0;
    firstLineLength = -1;
    headOfTooLong = null;
    atLineBreak = false;
    if (!has(0)) {
      return false;
    }
    Place place = findEnd();
    if (firstLineLength < 0) {
      firstLineLength = length;
    }
    if (place == Place.QUOTED || length > recordBytesMax) {
      firstLineOnly();
    }
    if (length > recordBytesMax) {
      headOfTooLong = Arrays.copyOfRange(buffer, start, start + HEAD_BYTES);
      skipLine();
    }
    atLineBreak = has(length);
    return true;
  }

  /** Sets {@code length} to the record's, or to one past the bound, and says where it stopped. */
  private Place findEnd() throws IOException {
    Place place = Place.FIELD_START;
    while (length <= recordBytesMax && has(length)) {
      byte b = buffer[start + length];
      if (b == '\n') {
        if (firstLineLength < 0) {
          firstLineLength = length;
        }
        if (place != Place.QUOTED) {
          return place;
        }
      }
      place = after(place, b);
      length++;
    }
    return place;
  }

  private static Place after(Place place, byte b) {
    return switch (place) {
      case QUOTED -> b == '"' ? Place.AFTER_QUOTE : Place.QUOTED;
      case AFTER_QUOTE -> b == '"' ? Place.QUOTED : b == ',' ? Place.FIELD_START : Place.PLAIN;
      case FIELD_START -> b == '"' ? Place.QUOTED : b == ',' ? Place.FIELD_START : Place.PLAIN;
      case PLAIN -> b == ',' ? Place.FIELD_START : Place.PLAIN;
    };
  }

  /** Whether the record was longer than its bound; then {@link #record()} is its beginning. */
  boolean isTooLong() {
    return headOfTooLong != null;
  }

  /** Whether the record goes over more than one line. */
  boolean isManyLines() {
    return firstLineLength < length;
  }

  /** Gives up on a record of many lines: its first line is the record, the rest is read again. */
  void firstLineOnly() {
    length = firstLineLength;
    atLineBreak = true;
  }

  /** The record without its line break. */
  byte[] record() {
    if (headOfTooLong != null) {
      return headOfTooLong;
    }
    int end = start + length;
    if (length > 0 && buffer[end - 1] == '\r') {
      end--;
    }
    return Arrays.copyOfRange(buffer, start, end);
  }

  private void skipLine() throws IOException {
    while (has(length) && buffer[start + length] != '\n') {
      start++;
      if (start + length == limit) {
        // Nothing of what was read is needed any more.
        start = 0;
        length = 0;
        limit = 0;
      }
    }
    start += length;
    length = 0;
    firstLineLength = 0;
  }

  /** Whether there is a byte {@code at} places after {@code start}; reads on where needed. */
  private boolean has(int at) throws IOException {
    while (start + at >= limit && !ended) {
      if (limit == buffer.length) {
        System.arraycopy(buffer, start, buffer, 0, limit - start);
        limit -= start;
        start = 0;
      }
      int read = in.read(buffer, limit, buffer.length - limit);
      if (read < 0) {
        ended = true;
      } else {
        limit += read;
      }
    }
    return start + at < limit;
  }
}
