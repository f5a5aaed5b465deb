package io.playhead.view.store;

import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import io.playhead.schemas.UnknownSchemaException;
import io.playhead.schemas.WireFormat;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** A registry in a map. */
final class SchemaTable implements SchemaIds {
  private final Map<Integer, Schema> schemas = new HashMap<>();
  private final Map<String, Integer> ids = new HashMap<>();

  SchemaTable() {
    for (Topic topic : Topics.all()) {
      int id = schemas.size() + 1;
      schemas.put(id, topic.schema());
      ids.put(topic.name(), id);
    }
  }

  @Override
  public int idOf(String topic) {
    return ids.get(topic);
  }

  @Override
  public Schema schemaOf(int id) {
    Schema schema = schemas.get(id);
    if (schema == null) {
      throw new UnknownSchemaException("Schema id " + id + " is not in the table.");
    }
    return schema;
  }

  /** The record as a value of that topic. */
  byte[] wire(String topic, SpecificRecord record) {
    return WireFormat.encode(idOf(topic), AvroBytes.encode(record));
  }
}
