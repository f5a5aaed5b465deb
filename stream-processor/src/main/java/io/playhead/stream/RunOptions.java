package io.playhead.stream;

import io.playhead.inference.ExecutionProvider;
import io.playhead.schemas.ClientSettings;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * What the job was told; see {@link JobArguments}.
 *
 * @param stopAt file of end offsets; null: runs until it is stopped
 * @param passThrough topic to copy members' events to instead of making lists; null: none
 */
record RunOptions(
    String bootstrap,
    String registry,
    ClientSettings clients,
    int parallelism,
    long checkpointIntervalMs,
    int batchRows,
    long batchWaitMs,
    int cacheMb,
    long latenessMs,
    DeliveryGuarantee delivery,
    String group,
    String channel,
    boolean embeddings,
    int rebuildsPerSecond,
    boolean exactBits,
    ServingPolicy serving,
    ExecutionProvider provider,
    Path stopAt,
    String otlpEndpoint,
    String passThrough) {

  private static final long CATALOGUE_IDLE_MS = 30_000;
  private static final long CHECKPOINT_INTERVAL_MS_MIN = 10;

  SchemaIdsFactory schemaIds() {
    return new RegistryFactory(registry, clients);
  }

  /** The graph's options, for control topics that end there. */
  JobOptions jobOptions(Map<String, long[]> catalogueEndOffsets) throws RunFailure {
    if (checkpointIntervalMs < CHECKPOINT_INTERVAL_MS_MIN) {
      throw RunFailure.badInput(
          "--checkpoint-interval-ms=" + checkpointIntervalMs + " must be at least 10.");
    }
    try {
      return JobOptions.defaults(schemaIds(), parallelism)
          .withBatch(batchRows, batchWaitMs)
          .withCacheBytes((long) cacheMb << 20)
          .withLatenessMs(latenessMs)
          .withChannel(channel)
          .withEmbeddings(embeddings)
          .withRebuildsPerSecond(rebuildsPerSecond)
          .withExactBits(exactBits)
          .withServing(serving)
          .withProvider(provider)
          .withCatalogue(catalogueEndOffsets, CATALOGUE_IDLE_MS)
          .withBounded(stopAt != null)
          .withOtlpEndpoint(checked(otlpEndpoint));
    } catch (IllegalArgumentException e) {
      throw RunFailure.badInput(e.getMessage());
    }
  }

  private static String checked(String otlpEndpoint) throws RunFailure {
    if (otlpEndpoint != null && !otlpEndpoint.matches("https?://[^/?#]+(/.*)?")) {
      throw RunFailure.badInput(
          "--otlp-endpoint="
              + otlpEndpoint
              + " is no address; give one such as http://127.0.0.1:4318/v1/traces");
    }
    return otlpEndpoint;
  }
}
