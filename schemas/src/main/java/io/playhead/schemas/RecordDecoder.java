package io.playhead.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Turns the values of one topic into records, whatever version wrote them. Runs for every event:
 * keeps a resolved reader for each schema id it has met. Belongs to one thread.
 *
 * @param <T> the topic's record
 */
public final class RecordDecoder<T extends SpecificRecord> {
  private final Class<T> type;
  private final String fullName;
  private final SchemaIds ids;
  private final Map<Integer, RecordReader<T>> readers = new HashMap<>();

  private int lastId;
  private RecordReader<T> lastReader;

  /** For values of that record; asks the registry once for each schema id. */
  public RecordDecoder(Class<T> type, SchemaIds ids) {
    this.type = type;
    this.fullName = SpecificData.get().getSchema(type).getFullName();
    this.ids = ids;
  }

  /**
   * The record of a value in the {@link WireFormat}.
   *
   * @throws RejectedRecordException the value cannot be used
   * @throws RegistryUnreachableException its schema cannot be had at the moment; try again
   */
  public T decode(byte[] wire) throws RejectedRecordException {
    RecordReader<T> reader = reader(WireFormat.schemaId(wire));
    int offset = WireFormat.HEADER_BYTES;
    try {
      return reader.read(wire, offset, wire.length - offset);
    } catch (MalformedAvroException e) {
      throw new RejectedRecordException(RejectReason.MALFORMED_AVRO, e.getMessage());
    }
  }

  private RecordReader<T> reader(int id) throws RejectedRecordException {
    // Nearly every value of a topic was written with the same schema.
    if (lastReader == null || id != lastId) {
      RecordReader<T> reader = readers.get(id);
      if (reader == null) {
        reader = new RecordReader<>(type, schema(id));
        readers.put(id, reader);
      }
      lastReader = reader;
      lastId = id;
    }
    return lastReader;
  }

  private Schema schema(int id) throws RejectedRecordException {
    Schema schema;
    try {
      schema = ids.schemaOf(id);
    } catch (UnknownSchemaException e) {
      throw new RejectedRecordException(RejectReason.UNKNOWN_SCHEMA_ID, e.getMessage());
    }
    if (schema.getType() != Schema.Type.RECORD || !schema.getFullName().equals(fullName)) {
      throw new RejectedRecordException(
          RejectReason.WRONG_RECORD_TYPE,
          "Schema id " + id + " is of " + schema.getFullName() + ", not of " + fullName + ".");
    }
    return schema;
  }
}
