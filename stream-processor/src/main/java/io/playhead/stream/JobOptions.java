package io.playhead.stream;

import io.playhead.inference.ExecutionProvider;
import io.playhead.schemas.ReleaseLane;
import io.playhead.window.WindowPolicy;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the graph is told. Travels to the tasks with the job, so everything in it is serializable.
 *
 * @param schemaIds opens a task's look-up of schema ids
 * @param parallelism subtasks of the page operator
 * @param batchRows rows that make a batch full; at least 1
 * @param batchWaitMs how long the oldest row of a batch waits, see {@link MicroBatch}; at least 0
 * @param cacheBytes memory of all key/value caches of the job together
 * @param latenessMs how much older than a member's newest event an event may be
 * @param silenceMs silence that closes a token
 * @param channel the release channel to follow
 * @param embeddings whether each list's member vector is sent too
 * @param rebuildsPerSecond members with cached keys and values whom a subtask moves to a new model
 *     each second; 0: all at once
 * @param serving whose models may serve, and by which rules
 * @param catalogueEndOffsets by control topic, the end offset of each partition when the job
 *     started: lists are made once all before them is loaded; empty: once the control input has
 *     been silent for {@code catalogueIdleMs} or has ended
 * @param catalogueIdleMs how long the control input may be silent before lists are made without the
 *     rest
 * @param bounded whether the sources end: then no partition is ever left out of event time as idle
 * @param provider where models run; of GPUs that Flink has found for a task, it takes one of those
 * @param exactBits whether a list is the same bits whatever is cached, at the price of dearer
 *     misses
 * @param replay what is replayed: then every event has a list of its own, and titles and releases
 *     are in force from their own moments on; null: live
 * @param otlpEndpoint where spans of sampled traces go, by OTLP over HTTP; null: nowhere
 */
public record JobOptions(
    SchemaIdsFactory schemaIds,
    int parallelism,
    int batchRows,
    long batchWaitMs,
    long cacheBytes,
    long latenessMs,
    long silenceMs,
    String channel,
    boolean embeddings,
    int rebuildsPerSecond,
    ServingPolicy serving,
    Map<String, long[]> catalogueEndOffsets,
    long catalogueIdleMs,
    boolean bounded,
    ExecutionProvider provider,
    boolean exactBits,
    ReplayInput replay,
    String otlpEndpoint)
    implements Serializable {

  /** The channel that is followed when no other is named. */
  public static final String CHANNEL = "default";

  /**
   * Key groups: the most subtasks ever; divides by 2 to 6, 8 to 10, 12, 15, 16 and so on. Never
   * change.
   */
  static final int MAX_PARALLELISM = 720;

  /** Checks the bounds. */
  public JobOptions {
    require(
        parallelism >= 1 && parallelism <= MAX_PARALLELISM, "parallelism", parallelism, "1 to 720");
    require(batchRows >= 1 && batchRows <= 4096, "batchRows", batchRows, "1 to 4096");
    require(batchWaitMs >= 0 && batchWaitMs <= 10_000, "batchWaitMs", batchWaitMs, "0 to 10000");
    require(cacheBytes >= 0, "cacheBytes", cacheBytes, "at least 0");
    require(latenessMs >= 0, "latenessMs", latenessMs, "at least 0");
    if (channel.indexOf(ReleaseLane.SEPARATOR) >= 0) {
      throw new IllegalArgumentException("channel=" + channel + " must be a name without #.");
    }
    require(rebuildsPerSecond >= 0, "rebuildsPerSecond", rebuildsPerSecond, "at least 0");
    require(catalogueIdleMs >= 1, "catalogueIdleMs", catalogueIdleMs, "at least 1");
    catalogueEndOffsets = new HashMap<>(catalogueEndOffsets);
  }

  /** The defaults for live data: batches of 64 rows or 5 ms, caches of 256 MiB. */
  public static JobOptions defaults(SchemaIdsFactory schemaIds, int parallelism) {
    return new JobOptions(
        schemaIds,
        parallelism,
        64,
        5,
        256L << 20,
        WindowPolicy.DEFAULT.latenessMs(),
        WindowPolicy.DEFAULT.silenceMs(),
        CHANNEL,
        true,
        100,
        ServingPolicy.DEFAULT,
        Map.of(),
        30_000,
        false,
        ExecutionProvider.CPU,
        false,
        null,
        null);
  }

  /** The same with other batches. */
  public JobOptions withBatch(int rows, long waitMs) {
    return with(
        next -> {
          next.batchRows = rows;
          next.batchWaitMs = waitMs;
        });
  }

  /** The same with other caches. */
  public JobOptions withCacheBytes(long bytes) {
    return with(next -> next.cacheBytes = bytes);
  }

  /** The same with another lateness bound. */
  public JobOptions withLatenessMs(long ms) {
    return with(next -> next.latenessMs = ms);
  }

  /** The same for another channel. */
  public JobOptions withChannel(String name) {
    return with(next -> next.channel = name);
  }

  /** The same with members' vectors sent, or not. */
  public JobOptions withEmbeddings(boolean sent) {
    return with(next -> next.embeddings = sent);
  }

  /** The same with members moved to a new model at another pace. */
  public JobOptions withRebuildsPerSecond(int rebuilds) {
    return with(next -> next.rebuildsPerSecond = rebuilds);
  }

  /** The same with another policy. */
  public JobOptions withServing(ServingPolicy policy) {
    return with(next -> next.serving = policy);
  }

  /** The same, waiting for this much of the control topics. */
  public JobOptions withCatalogue(Map<String, long[]> endOffsets, long idleMs) {
    return with(
        next -> {
          next.catalogueEndOffsets = endOffsets;
          next.catalogueIdleMs = idleMs;
        });
  }

  /** The same with sources that end, or do not. */
  public JobOptions withBounded(boolean ends) {
    return with(next -> next.bounded = ends);
  }

  /** The same with models that run elsewhere. */
  public JobOptions withProvider(ExecutionProvider other) {
    return with(next -> next.provider = other);
  }

  /** The same with lists whose last bits do not depend on caches, or may. */
  public JobOptions withExactBits(boolean exact) {
    return with(next -> next.exactBits = exact);
  }

  /** The same for a replay. */
  public JobOptions withReplay(ReplayInput input) {
    return with(next -> next.replay = input);
  }

  /** The same with spans sent there; null: nowhere. */
  public JobOptions withOtlpEndpoint(String url) {
    return with(next -> next.otlpEndpoint = url);
  }

  WindowPolicy windowPolicy() {
    WindowPolicy policy = WindowPolicy.DEFAULT;
    return new WindowPolicy(
        latenessMs,
        silenceMs,
        policy.tokensRetained(),
        policy.tailEventsMax(),
        policy.segmentTokens());
  }

  private JobOptions with(Consumer<Next> change) {
    Next next = new Next(this);
    change.accept(next);
    return next.options();
  }

  private static void require(boolean holds, String name, long value, String bound) {
    if (!holds) {
      throw new IllegalArgumentException(name + "=" + value + " must be " + bound + ".");
    }
  }

  /** The options that come next, while one or two of them are being changed. */
  private static final class Next {
    private SchemaIdsFactory schemaIds;
    private int parallelism;
    private int batchRows;
    private long batchWaitMs;
    private long cacheBytes;
    private long latenessMs;
    private long silenceMs;
    private String channel;
    private boolean embeddings;
    private int rebuildsPerSecond;
    private ServingPolicy serving;
    private Map<String, long[]> catalogueEndOffsets;
    private long catalogueIdleMs;
    private boolean bounded;
    private ExecutionProvider provider;
    private boolean exactBits;
    private ReplayInput replay;
    private String otlpEndpoint;

    private Next(JobOptions from) {
      schemaIds = from.schemaIds;
      parallelism = from.parallelism;
      batchRows = from.batchRows;
      batchWaitMs = from.batchWaitMs;
      cacheBytes = from.cacheBytes;
      latenessMs = from.latenessMs;
      silenceMs = from.silenceMs;
      channel = from.channel;
      embeddings = from.embeddings;
      rebuildsPerSecond = from.rebuildsPerSecond;
      serving = from.serving;
      catalogueEndOffsets = from.catalogueEndOffsets;
      catalogueIdleMs = from.catalogueIdleMs;
      bounded = from.bounded;
      provider = from.provider;
      exactBits = from.exactBits;
      replay = from.replay;
      otlpEndpoint = from.otlpEndpoint;
    }

    private JobOptions options() {
      return new JobOptions(
          schemaIds,
          parallelism,
          batchRows,
          batchWaitMs,
          cacheBytes,
          latenessMs,
          silenceMs,
          channel,
          embeddings,
          rebuildsPerSecond,
          serving,
          catalogueEndOffsets,
          catalogueIdleMs,
          bounded,
          provider,
          exactBits,
          replay,
          otlpEndpoint);
    }
  }
}
