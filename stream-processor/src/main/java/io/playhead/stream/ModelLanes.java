package io.playhead.stream;

import io.playhead.inference.BundleTrust;
import io.playhead.inference.KeyValueCache;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledFuture;
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
 * the model that serves. Nothing is loaded before the catalogue is complete, so that of all the
 * releases on the topic only the newest is. Used on the task's thread, where its timers fire too.
 */
final class ModelLanes implements AutoCloseable {
  private static final MapStateDescriptor<Long, byte[]> RELEASES =
      new MapStateDescriptor<>(
          "releases", LongSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);
  private static final MapStateDescriptor<String, Boolean> LOADED =
      new MapStateDescriptor<>(
          "catalogue-loaded", StringSerializer.INSTANCE, BooleanSerializer.INSTANCE);
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
  private final ServedModel served;
  private ScheduledFuture<?> timer; // null: none is pending

  /** Who hears what became of the releases. */
  interface Listener {
    /** These will not serve. */
    void refused(List<ServedModel.Refusal> refusals);

    /** From now on lists can be made. */
    void begun() throws Exception;
  }

  /**
   * @param cache of the lists' keys and values
   * @param thread for loading; shut down here
   */
  ModelLanes(
      OperatorStateStore state,
      JobOptions options,
      KeyValueCache cache,
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
    this.loader = new ModelLoader(thread, decoder(options), BundleTrust.ANYONE);
    this.served =
        new ServedModel(
            new Releases(state.getBroadcastState(RELEASES), decoder), titles, loader, cache);
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
        if (update.id().equals(channel)) {
          served.announce(AnnouncedRelease.of(update.stamp(), update.wire(), decoder));
          advance();
        }
      }
      case CATALOGUE_LOADED -> {
        loaded.put(LOADED_KEY, true);
        advance();
      }
    }
  }

  /** Whether lists can be made. */
  boolean isServing() {
    return served.serving() != null;
  }

  /** The model that serves; null: none yet. */
  LoadedModel serving() {
    return served.serving();
  }

  /** Waits for all that is loaded now; at the end of bounded input. */
  void awaitLoading() throws Exception {
    while (served.isLoading()) {
      served.await();
      advance();
    }
  }

  private void advance() throws Exception {
    boolean before = isServing();
    if (loaded.contains(LOADED_KEY)) {
      listener.refused(served.advance(time.getCurrentProcessingTime()));
    }
    if (!before && isServing()) {
      listener.begun();
    }
    watch();
  }

  private void watch() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    long nowMs = time.getCurrentProcessingTime();
    long dueMs = served.isLoading() ? nowMs + POLL_MS : served.nextDueMs(nowMs);
    if (dueMs != Releases.NEVER) {
      timer = time.registerTimer(dueMs, atMs -> advance());
    }
  }

  /** What is to be measured about it. */
  ServedModel served() {
    return served;
  }

  @Override
  public void close() {
    served.close();
    loader.close();
  }
}
