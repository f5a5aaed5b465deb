package io.playhead.schemas;

import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads what one writer's schema wrote into today's record. Reuses its decoder, so it belongs to
 * one thread.
 *
 * <p>Avro 1.12.2 compares every length with the bytes that are left before it allocates, on this
 * path; its generated coders ("custom coders") do not, so they stay off. No length, however absurd,
 * costs more memory than a small multiple of the value itself.
 */
final class RecordReader<T extends SpecificRecord> {
  /** One for all: it keeps the readers it has made, for each pair of schemas. */
  private static final SpecificData MODEL = model();

  private final SpecificDatumReader<T> reader;
  private final String name;
  private BinaryDecoder decoder;

  RecordReader(Class<T> type, Schema writer) {
    AvroTrust.require();
    Schema today = MODEL.getSchema(type);
    this.reader = new SpecificDatumReader<>(writer, today, MODEL);
    this.name = today.getName();
  }

  private static SpecificData model() {
    SpecificData model = new SpecificData(RecordReader.class.getClassLoader());
    model.setCustomCoders(false);
    return model;
  }

  T read(byte[] bytes, int offset, int length) throws MalformedAvroException {
    T record;
    int left;
    try {
      decoder = DecoderFactory.get().binaryDecoder(bytes, offset, length, decoder);
      record = reader.read(null, decoder);
      left = decoder.isEnd() ? 0 : decoder.inputStream().available();
    } catch (EOFException e) {
      throw new MalformedAvroException("The " + length + " bytes end inside the " + name + ".");
    } catch (IOException | RuntimeException e) {
      // Avro reports corrupt bytes as whatever they led to: a negative size, an index, a cast.
      throw new MalformedAvroException(
          "The " + length + " bytes do not fit " + name + ": " + e.getMessage());
    }
    if (left > 0) {
      throw new MalformedAvroException(left + " bytes follow after the " + name + ".");
    }
    return record;
  }
}
