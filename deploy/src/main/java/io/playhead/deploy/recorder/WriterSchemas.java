package io.playhead.deploy.recorder;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topics;
import io.playhead.schemas.WireFormat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sees that nothing of a recorded value is lost: a recording has one schema to a file, today's, and
 * what a newer writer says beyond it would be dropped. Looks at each schema of a topic once. One
 * thread.
 */
final class WriterSchemas {
  private final SchemaIds ids;
  private final Map<String, Set<Integer>> seen = new HashMap<>();

  WriterSchemas(SchemaIds ids) {
    this.ids = ids;
  }

  /**
   * Refuses a value, one that could be decoded, whose writer's schema has fields that ours lacks.
   */
  void requireKnown(String topic, byte[] value) throws RejectedRecordException {
    int id = WireFormat.schemaId(value);
    if (!seen.computeIfAbsent(topic, name -> new HashSet<>()).add(id)) {
      return;
    }
    List<String> unknown = UnknownFields.of(ids.schemaOf(id), Topics.of(topic).schema());
    if (!unknown.isEmpty()) {
      throw CommandFailure.badInput(
          topic
              + " carries records of schema id "
              + id
              + ", whose fields "
              + String.join(", ", unknown)
              + " this version does not know and would drop; record with a version that knows them,"
              + " or a range without such records");
    }
  }
}
