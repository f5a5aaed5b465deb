package io.playhead.stream;

import io.playhead.inference.KeyValueCache;
import io.playhead.inference.StageTimes;
import io.playhead.schemas.ReleaseLane;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.function.DoubleFunction;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.BooleanSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * What one page subtask makes of the control stream: titles, whether the catalogue is complete, and
 * the model of each lane. Nothing is loaded before the catalogue is complete, so that of all the
 * releases on the topic only the newest is. Used on the task's thread, where its timers fire too.
 */
final class ModelLanes implements AutoCloseable {
  /** The name that the releases had when there was one lane; the others stand before it. */
  private static final String RELEASES = "releases";

  private static final MapStateDescriptor<String, Boolean> LOADED =
      new MapStateDescriptor<>(
          "catalogue-loaded", StringSerializer.INSTANCE, BooleanSerializer.INSTANCE);

  /** How long the model before serves the members whom it has cached. */
  private static final long KEEP_MS = 60_000;

  private static final long SHADOW_CACHE_BYTES_MIN = 1 << 20;
  private static final String LOADED_KEY = "loaded";

  /** How often a load under way is asked whether it is ready; it takes a hundred times that. */
  private static final long POLL_MS = 10;

  private final String channel;
  private final ProcessingTimeService time;
  private final Listener listener;
  private final ControlDecoder decoder;
  private final BroadcastState<String, Boolean> loaded;
  private final ServedTitles titles;
  private final ModelLoader loader;
  private final Map<ReleaseLane, ServedModel> lanes = new EnumMap<>(ReleaseLane.class);
  private ScheduledFuture<?> timer; // null: none is pending

  /** Who hears what became of the releases. */
  interface Listener {
    /** These will not serve. */
    void refused(List<ServedModel.Refusal> refusals);

    /** From now on this model makes the lane's lists. */
    void serves(ReleaseLane lane, LoadedModel model);

    /** From now on lists can be made. */
    void begun() throws Exception;
  }

  /**
   * @param cache of the published lists' keys and values
   * @param times to which all lists add
   * @param thread for loading; shut down here
   */
  ModelLanes(
      OperatorStateStore state,
      JobOptions options,
      KeyValueCache cache,
      StageTimes times,
      ExecutorService thread,
      ProcessingTimeService time,
      Listener listener)
      throws Exception {
    this.channel = options.channel();
    this.time = time;
    this.listener = listener;
    this.decoder = decoder(options);
    this.loaded = state.getBroadcastState(LOADED);
    this.titles = new ServedTitles(state, decoder);
    this.loader =
        new ModelLoader(
            thread,
            decoder(options),
            options.serving(),
            options.provider(),
            options.exactBits(),
            times);
    // A shadow's own, which grows with its share: it must not push out what serves.
    DoubleFunction<KeyValueCache> ofShadow =
        share ->
            new KeyValueCache(Math.max(SHADOW_CACHE_BYTES_MIN, (long) (share * cache.bytesMax())));
    long keepMs = options.rebuildsPerSecond() == 0 ? 0 : KEEP_MS;
    for (ReleaseLane lane : ReleaseLane.values()) {
      boolean isShadow = lane == ReleaseLane.SHADOW;
      lanes.put(
          lane,
          new ServedModel(
              new Releases(state.getBroadcastState(releases(lane)), decoder),
              titles,
              loader,
              isShadow ? ofShadow : share -> cache,
              isShadow ? 0 : keepMs));
    }
  }

  private static MapStateDescriptor<Long, byte[]> releases(ReleaseLane lane) {
    String name = lane == ReleaseLane.SERVING ? RELEASES : lane.label() + "-" + RELEASES;
    return new MapStateDescriptor<>(
        name, LongSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);
  }

  private static ControlDecoder decoder(JobOptions options) {
    return new ControlDecoder(new PatientSchemaIds(options.schemaIds().open()));
  }

  /** Loads what a restored state says and waits for it: no list could be made meanwhile. */
  void start() throws Exception {
    advance();
    awaitLoading();
  }

  void hear(ControlUpdate update) throws Exception {
    switch (update.kind()) {
      case TITLE -> titles.put(update.id(), update.wire());
      case TITLE_REMOVED -> titles.remove(update.id());
      case RELEASE -> {
        AnnouncedRelease announced = AnnouncedRelease.of(update.stamp(), update.wire(), decoder);
        if (announced.release().getChannel().equals(channel)) {
          of(announced.lane()).announce(announced);
          advance();
        }
      }
      case CATALOGUE_LOADED -> {
        loaded.put(LOADED_KEY, true);
        advance();
      }
      case RELEASE_ENDED -> {
        ReleaseLane lane = ReleaseLane.ofKey(update.id());
        if (update.id().equals(lane.key(channel))) {
          of(lane).end();
          advance();
        }
      }
    }
  }

  /** Whether lists can be made. */
  boolean isServing() {
    return of(ReleaseLane.SERVING).serving() != null;
  }

  ServedModel of(ReleaseLane lane) {
    return lanes.get(lane);
  }

  /** Before a snapshot: afterwards state has all that was heard. */
  void writeAll() throws Exception {
    titles.writeAll();
  }

  /** Lets the last titles of a bounded input be seen by the last lists. */
  void applyTitles() {
    titles.apply();
  }

  /** Waits for all that is loaded now; at the end of bounded input. */
  void awaitLoading() throws Exception {
    while (isLoading()) {
      lanes.values().forEach(ServedModel::await);
      advance();
    }
  }

  private void advance() throws Exception {
    boolean before = isServing();
    if (loaded.contains(LOADED_KEY)) {
      for (ReleaseLane lane : ReleaseLane.values()) {
        advance(lane);
      }
    }
    if (!before && isServing()) {
      listener.begun();
    }
    watch();
  }

  private void advance(ReleaseLane lane) throws Exception {
    ServedModel model = of(lane);
    LoadedModel before = model.serving();
    listener.refused(model.advance(time.getCurrentProcessingTime()));
    if (model.serving() != null && model.serving() != before) {
      listener.serves(lane, model.serving());
    }
  }

  private void watch() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    long nowMs = time.getCurrentProcessingTime();
    long dueMs = isLoading() ? nowMs + POLL_MS : nextDueMs(nowMs);
    if (dueMs != Releases.NEVER) {
      timer = time.registerTimer(dueMs, atMs -> advance());
    }
  }

  private boolean isLoading() {
    return lanes.values().stream().anyMatch(ServedModel::isLoading);
  }

  private long nextDueMs(long nowMs) {
    return lanes.values().stream()
        .mapToLong(lane -> lane.nextDueMs(nowMs))
        .min()
        .orElse(Releases.NEVER);
  }

  @Override
  public void close() {
    lanes.values().forEach(ServedModel::close);
    loader.close();
  }
}
