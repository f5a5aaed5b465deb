package io.playhead.stream;

import io.playhead.schemas.SchemaIds;
import java.io.Serializable;

/** Opens a task's own look-up of schema ids; the registry in the job, a fixed table in tests. */
public interface SchemaIdsFactory extends Serializable {
  /** A new look-up. */
  SchemaIds open();
}
