package io.playhead.stream;

import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.schemas.SchemaIds;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a registry that does not answer: an outage of minutes stops reading instead of
 * rejecting good records. When it lasts longer than {@link #PATIENCE_MS}, the exception goes on,
 * and Flink restarts the job from its checkpoint, for ever. Blocks the task's thread, which holds
 * its checkpoints back too; ids are cached, so this happens at new ids only.
 */
final class PatientSchemaIds implements SchemaIds {
  /**
   * Under the checkpoint time-out of ten minutes, so that a restart comes before one is given up.
   */
  static final long PATIENCE_MS = 120_000;

  private static final long FIRST_WAIT_MS = 100;
  private static final long WAIT_MAX_MS = 5_000;
  private static final Logger LOG = LoggerFactory.getLogger(PatientSchemaIds.class);

  private final SchemaIds registry;
  private final Wait wait;

  /** How to wait; a test's clock does not. */
  interface Wait {
    void forMs(long ms) throws InterruptedException;
  }

  PatientSchemaIds(SchemaIds registry) {
    this(registry, Thread::sleep);
  }

  PatientSchemaIds(SchemaIds registry, Wait wait) {
    this.registry = registry;
    this.wait = wait;
  }

  @Override
  public int idOf(String topic) {
    return patiently(() -> registry.idOf(topic));
  }

  @Override
  public Schema schemaOf(int id) {
    return patiently(() -> registry.schemaOf(id));
  }

  private <T> T patiently(Supplier<T> lookUp) {
    long waitedMs = 0;
    for (long waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, WAIT_MAX_MS)) {
      try {
        return lookUp.get();
      } catch (RegistryUnreachableException e) {
        if (waitedMs >= PATIENCE_MS) {
          throw e;
        }
        LOG.warn(
            "The schema registry does not answer ({}); asking again in {} ms",
            e.getMessage(),
            waitMs);
        try {
          wait.forMs(waitMs);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw e;
        }
        waitedMs += waitMs;
      }
    }
  }
}
