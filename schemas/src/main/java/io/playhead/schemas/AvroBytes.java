package io.playhead.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records as plain Avro binary, without a header. Safe on any thread. Whoever decodes many records
 * of a topic uses a {@link RecordDecoder} instead.
 */
public final class AvroBytes {
  /** A home page of eighty titles is 3 KB; what one record needs more stays with its thread. */
  private static final int TYPICAL_BYTES = 8 << 10;

  private static final SpecificData MODEL = model();

  private static final ClassValue<SpecificDatumWriter<SpecificRecord>> WRITERS =
      new ClassValue<>() {
        @Override
        protected SpecificDatumWriter<SpecificRecord> computeValue(Class<?> type) {
          return new SpecificDatumWriter<>(MODEL.getSchema(type), MODEL);
        }
      };

  private static final ThreadLocal<Output> OUTPUTS = ThreadLocal.withInitial(Output::new);

  static {
    AvroTrust.require();
  }

  private AvroBytes() {}

  /** Writes a record's fields in the order of its schema. */
  public interface Fields {
    /** Writes them all. */
    void write(Encoder out) throws IOException;
  }

  /**
   * What {@code fields} writes, which takes about {@code bytesExpected}: for a record that is
   * written too often for an object of its own.
   */
  public static byte[] write(Fields fields, int bytesExpected) {
    Output output = OUTPUTS.get();
    BinaryEncoder encoder = output.begin(bytesExpected);
    try {
      fields.write(encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new IllegalStateException("memory takes every byte", e);
    }
    return output.bytes.toByteArray();
  }

  /** The record in Avro binary; refuses a record that lacks a field that must be there. */
  public static byte[] encode(SpecificRecord record) {
    Output output = OUTPUTS.get();
    try {
      BinaryEncoder encoder = output.begin(TYPICAL_BYTES);
      WRITERS.get(record.getClass()).write(record, encoder);
      encoder.flush();
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "This " + record.getSchema().getName() + " cannot be written: " + reason(record, e), e);
    }
    return output.bytes.toByteArray();
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

  /** The generated coders do not name the field that is wrong; writing by the schema does. */
  private static String reason(SpecificRecord record, Exception failure) {
    Schema schema = record.getSchema();
    try {
      new SpecificDatumWriter<>(schema, new SpecificData(AvroBytes.class.getClassLoader()))
          .write(
              record,
              EncoderFactory.get().directBinaryEncoder(OutputStream.nullOutputStream(), null));
      return failure.getMessage();
    } catch (IOException | RuntimeException e) {
      return e.getMessage();
    }
  }

  /** With the generated coders, which write field by field without looking at the schema. */
  private static SpecificData model() {
    SpecificData model = new SpecificData(AvroBytes.class.getClassLoader());
    model.setCustomCoders(true);
    return model;
  }

  /** A thread's buffers. */
  private static final class Output {
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private int room;
    private BinaryEncoder encoder;

    /** Forgets what a record before, perhaps one that failed, has left. */
    BinaryEncoder begin(int bytesExpected) {
      if (bytesExpected > room) {
        room = Math.max(TYPICAL_BYTES, bytesExpected);
        bytes = new ByteArrayOutputStream(room);
      }
      bytes.reset();
      encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
      return encoder;
    }
  }
}
