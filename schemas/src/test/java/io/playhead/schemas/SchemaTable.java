package io.playhead.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** A registry in a map: topics have ids from 1 in the order of the path. */
final class SchemaTable implements SchemaIds {
  private final Map<Integer, Schema> schemas = new HashMap<>();
  private final Map<String, Integer> ids = new HashMap<>();

  SchemaTable() {
    for (Topic topic : Topics.all()) {
      ids.put(topic.name(), add(topic.schema()));
    }
  }

  int add(Schema schema) {
    int id = schemas.size() + 1;
    schemas.put(id, schema);
    return id;
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
}
