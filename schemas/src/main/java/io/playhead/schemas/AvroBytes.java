package io.playhead.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records as plain Avro binary, without a header. Safe on any thread. Whoever decodes many records
 * of a topic uses a {@link RecordDecoder} instead.
 */
public final class AvroBytes {
  private static final int TYPICAL_BYTES = 256;

  private static final ClassValue<SpecificDatumWriter<SpecificRecord>> WRITERS =
      new ClassValue<>() {
        @Override
        protected SpecificDatumWriter<SpecificRecord> computeValue(Class<?> type) {
          return new SpecificDatumWriter<>(SpecificData.get().getSchema(type));
        }
      };

  static {
    AvroTrust.require();
  }

  private AvroBytes() {}

  /** The record in Avro binary; refuses a record that lacks a field that must be there. */
  public static byte[] encode(SpecificRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      WRITERS.get(record.getClass()).write(record, encoder);
      encoder.flush();
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "This " + record.getSchema().getName() + " cannot be written: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  /**
   * The record that was written with that schema into {@code length} bytes at {@code offset}.
   *
   * @throws MalformedAvroException the bytes end early, go on after the record, or do not fit
   */
  public static <T extends SpecificRecord> T decode(
      Class<T> type, Schema writer, byte[] bytes, int offset, int length)
      throws MalformedAvroException {
    return new RecordReader<>(type, writer).read(bytes, offset, length);
  }
}
