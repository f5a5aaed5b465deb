package io.playhead.deploy.tables;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * One column's values in Parquet's types. Strings become UTF-8 here; what UTF-8 cannot say, half a
 * surrogate pair, becomes a question mark.
 */
final class ParquetCell {
  // The names that the format gives to the levels of a list.
  private static final String LIST = "list";
  private static final String ELEMENT = "element";

  private final ColumnType type;
  // Titles of one page follow each other, with the same member, model and row.
  private String lastText;
  private Binary lastBytes;

  ParquetCell(ColumnType type) {
    this.type = type;
  }

  static Type field(Column<?> column) {
    boolean isNullable = column.isNullable();
    return switch (column.type()) {
      case TEXT ->
          primitive(PrimitiveTypeName.BINARY, isNullable)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case TEXTS ->
          (isNullable ? Types.optionalList() : Types.requiredList())
              .requiredElement(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case INT32 -> primitive(PrimitiveTypeName.INT32, isNullable).named(column.name());
      case INT64 -> primitive(PrimitiveTypeName.INT64, isNullable).named(column.name());
      case FLOAT32 -> primitive(PrimitiveTypeName.FLOAT, isNullable).named(column.name());
      case FLOAT64 -> primitive(PrimitiveTypeName.DOUBLE, isNullable).named(column.name());
      case TIME ->
          primitive(PrimitiveTypeName.INT64, isNullable)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
              .named(column.name());
    };
  }

  private static Types.PrimitiveBuilder<org.apache.parquet.schema.PrimitiveType> primitive(
      PrimitiveTypeName name, boolean isNullable) {
    return isNullable ? Types.optional(name) : Types.required(name);
  }

  void write(Object value, RecordConsumer consumer) {
    switch (type) {
      case TEXT -> consumer.addBinary(bytes((String) value));
      case TEXTS -> writeList((List<?>) value, consumer);
      case INT32 -> consumer.addInteger((Integer) value);
      case INT64, TIME -> consumer.addLong((Long) value);
      case FLOAT32 -> consumer.addFloat((Float) value);
      case FLOAT64 -> consumer.addDouble((Double) value);
    }
  }

  private void writeList(List<?> values, RecordConsumer consumer) {
    consumer.startGroup();
    if (!values.isEmpty()) { // a field that is started must have a value
      consumer.startField(LIST, 0);
      for (Object value : values) {
        consumer.startGroup();
        consumer.startField(ELEMENT, 0);
        consumer.addBinary(bytes((String) value));
        consumer.endField(ELEMENT, 0);
        consumer.endGroup();
      }
      consumer.endField(LIST, 0);
    }
    consumer.endGroup();
  }

  private Binary bytes(String text) {
    if (!text.equals(lastText)) {
      lastText = text;
      lastBytes = Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
    }
    return lastBytes;
  }
}
