package io.playhead.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Random data of any schema, and a plain form in which to compare what became of it. */
public final class RandomRecords {
  private static final int ITEMS_MAX = 4;

  private final Random random;

  /** From that seed; a test prints it. */
  public RandomRecords(long seed) {
    this.random = new Random(seed);
  }

  /** A record of that schema. */
  public GenericRecord next(Schema schema) {
    return (GenericRecord) value(schema);
  }

  private Object value(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> {
        GenericRecord record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema())));
        yield record;
      }
      case UNION -> value(pick(schema.getTypes()));
      case ARRAY -> {
        List<Object> items = new ArrayList<>();
        for (int count = random.nextInt(ITEMS_MAX); count > 0; count--) {
          items.add(value(schema.getElementType()));
        }
        yield items;
      }
      case MAP -> {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int count = random.nextInt(ITEMS_MAX); count > 0; count--) {
          entries.put(text(), value(schema.getValueType()));
        }
        yield entries;
      }
      case ENUM -> new GenericData.EnumSymbol(schema, pick(schema.getEnumSymbols()));
      case STRING -> text();
      case BYTES -> ByteBuffer.wrap(bytes(random.nextInt(32)));
      case FIXED -> new GenericData.Fixed(schema, bytes(schema.getFixedSize()));
      case INT -> (int) number();
      case LONG -> number();
      case FLOAT -> random.nextFloat();
      case DOUBLE -> random.nextDouble();
      case BOOLEAN -> random.nextBoolean();
      case NULL -> null;
    };
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Numbers of every magnitude: their bytes differ in length. */
  private long number() {
    return random.nextLong() >> random.nextInt(Long.SIZE);
  }

  private String text() {
    int length = random.nextInt(12);
    return random
        .ints(length, 0x20, 0x2000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The record in plain Avro binary, written without our own code. */
  public static byte[] bytes(GenericRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The same for a generic and a specific record of the same content. */
  public static Object plain(Object value) {
    if (value instanceof IndexedRecord record) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (Schema.Field field : record.getSchema().getFields()) {
        fields.put(field.name(), plain(record.get(field.pos())));
      }
      return fields;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> entries = new TreeMap<>();
      map.forEach((key, item) -> entries.put(key.toString(), plain(item)));
      return entries;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(RandomRecords::plain).toList();
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] copy = new byte[buffer.remaining()];
      buffer.duplicate().get(copy);
      return ByteBuffer.wrap(copy);
    }
    boolean isText =
        value instanceof CharSequence
            || value instanceof Enum<?>
            || value instanceof GenericData.EnumSymbol
            || value instanceof GenericFixed;
    return isText ? value.toString() : value;
  }
}
