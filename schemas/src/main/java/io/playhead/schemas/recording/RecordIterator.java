package io.playhead.schemas.recording;

import io.playhead.schemas.AvroTrust;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * The records of one file in the file's order. Belongs to one thread; close it to close the file.
 *
 * @param <T> the file's record
 */
public final class RecordIterator<T extends SpecificRecord> implements Iterator<T>, Closeable {
  private final Path path;
  private final long recordCount;
  private final BitSet kept; // null: all
  private final DataFileReader<T> in; // null: no file, so no records
  private long readCount;

  private RecordIterator(Path path, long recordCount, BitSet kept, DataFileReader<T> in) {
    this.path = path;
    this.recordCount = recordCount;
    this.kept = kept;
    this.in = in;
  }

  /** Of a recording that does not have the file. */
  static <T extends SpecificRecord> RecordIterator<T> empty(Path path) {
    return new RecordIterator<>(path, 0, null, null);
  }

  /** The file's records; of them those at the places that are {@code kept}, null: all. */
  static <T extends SpecificRecord> RecordIterator<T> open(
      Path path, Class<T> type, long recordCount, BitSet kept) {
    AvroTrust.require();
    Schema today = SpecificData.get().getSchema(type);
    SpecificData model = new SpecificData(type.getClassLoader());
    SpecificDatumReader<T> reader = new SpecificDatumReader<>(today, today, model);
    try {
      return new RecordIterator<>(
          path, recordCount, kept, new DataFileReader<>(path.toFile(), reader));
    } catch (IOException | RuntimeException e) {
      throw unreadable(path, e);
    }
  }

  @Override
  public boolean hasNext() {
    if (in == null) {
      return false;
    }
    try {
      while (in.hasNext()) {
        if (kept == null || kept.get(Math.toIntExact(readCount))) {
          return true;
        }
        in.next();
        readCount++;
      }
    } catch (RuntimeException e) {
      throw unreadable(path, e);
    }
    if (readCount != recordCount) {
      throw new RecordingException(
          path + " holds " + readCount + " records and its manifest says " + recordCount + ".");
    }
    return false;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException(path + " has no more records.");
    }
    try {
      T record = in.next();
      readCount++;
      return record;
    } catch (RuntimeException e) {
      throw unreadable(path, e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static RecordingException unreadable(Path path, Exception e) {
    return new RecordingException(path + " cannot be read: " + e + ".", e);
  }
}
