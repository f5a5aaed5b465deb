package io.playhead.schemas.recording;

import io.playhead.schemas.AvroTrust;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.avro.AvroRuntimeException;
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
  private final DataFileReader<T> in;
  private long readCount;

  private RecordIterator(Path path, long recordCount, DataFileReader<T> in) {
    this.path = path;
    this.recordCount = recordCount;
    this.in = in;
  }

  static <T extends SpecificRecord> RecordIterator<T> open(
      Path path, Class<T> type, long recordCount) {
    AvroTrust.require();
    Schema today = SpecificData.get().getSchema(type);
    SpecificData model = new SpecificData(type.getClassLoader());
    SpecificDatumReader<T> reader = new SpecificDatumReader<>(today, today, model);
    try {
      return new RecordIterator<>(path, recordCount, new DataFileReader<>(path.toFile(), reader));
    } catch (IOException | RuntimeException e) {
      throw unreadable(path, e);
    }
  }

  @Override
  public boolean hasNext() {
    try {
      boolean more = in.hasNext();
      if (!more && readCount != recordCount) {
        throw new RecordingException(
            path + " holds " + readCount + " records and its manifest says " + recordCount + ".");
      }
      return more;
    } catch (AvroRuntimeException e) {
      throw unreadable(path, e);
    }
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException(path + " has no more than " + recordCount + " records.");
    }
    try {
      T record = in.next();
      readCount++;
      return record;
    } catch (RuntimeException e) {
      throw unreadable(path, e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static RecordingException unreadable(Path path, Exception e) {
    return new RecordingException(path + " cannot be read: " + e + ".", e);
  }
}
