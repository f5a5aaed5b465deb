package io.playhead.subscriber;

import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import io.playhead.schemas.UnknownSchemaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A registry in memory that can go away: topics have ids from 1 in the order of the path. */
final class SchemaTable implements SchemaIds {
  /** How often it was asked for a schema, whether there or not. */
  volatile int askedCount;

  volatile boolean away;
  private final List<Schema> schemas = new ArrayList<>();

  SchemaTable() {
    Topics.all().forEach(topic -> schemas.add(topic.schema()));
  }

  @Override
  public int idOf(String topic) {
    return Topics.all().stream().map(Topic::name).toList().indexOf(topic) + 1;
  }

  @Override
  public Schema schemaOf(int id) {
    askedCount = askedCount + 1;
    if (away) {
      throw new RegistryUnreachableException("The registry is away.", new IOException());
    }
    if (id < 1 || id > schemas.size()) {
      throw new UnknownSchemaException("Schema id " + id + " is not in the table.");
    }
    return schemas.get(id - 1);
  }
}
