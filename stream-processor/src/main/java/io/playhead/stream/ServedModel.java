package io.playhead.stream;

import io.playhead.inference.BundleException;
import io.playhead.inference.KeyValueCache;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.DoubleFunction;

/**
 * The model of one lane: the best of {@link Releases} that can be loaded. Another one is loaded in
 * the background while this one goes on, and takes over when all is ready; one that cannot be
 * loaded is refused, and the next best is tried. Used on the task's thread, between two batches.
 */
final class ServedModel implements AutoCloseable {
  private final Releases releases;
  private final ServedTitles titles;
  private final ModelLoader loader;
  private final DoubleFunction<KeyValueCache> cacheForShare;
  private final long keepMs;
  private LoadedModel serving; // null: none yet
  private LoadedModel retiring; // null: none
  private long retiresAtMs;
  private Loading loading; // null: nothing under way
  private long swaps;
  private long refusalCount;
  private double loadSeconds;
  private long servesSinceMs;

  /** A release that will not serve, and why. */
  record Refusal(AnnouncedRelease announced, String detail) {}

  /**
   * A release under way.
   *
   * @param catalogue gathers what changes meanwhile
   */
  private record Loading(
      AnnouncedRelease announced,
      ServedCatalogue catalogue,
      CompletableFuture<PreparedModel> prepared) {}

  /**
   * @param cacheForShare the cache for the lists of that share of the members
   * @param keepMs how long the model before stays, for members whom it has cached; 0: not at all
   */
  ServedModel(
      Releases releases,
      ServedTitles titles,
      ModelLoader loader,
      DoubleFunction<KeyValueCache> cacheForShare,
      long keepMs) {
    this.releases = releases;
    this.titles = titles;
    this.loader = loader;
    this.cacheForShare = cacheForShare;
    this.keepMs = keepMs;
  }

  /** The serving model; null: none yet. */
  LoadedModel serving() {
    return serving;
  }

  /** Whether there is a model and that member is in its share. */
  boolean serves(String memberId) {
    return serving != null
        && MemberShare.of(memberId) < releases.serving().release().getMemberShare();
  }

  /** The model before, which members may stay with for a while; null: there is none. */
  LoadedModel retiring() {
    return retiring;
  }

  /** A release was announced; {@link #advance} looks at it. */
  void announce(AnnouncedRelease announced) throws Exception {
    releases.add(announced);
  }

  /** Goes as far as it can without waiting: takes what is loaded, begins what is to be loaded. */
  List<Refusal> advance(long nowMs) throws Exception {
    if (retiring != null && nowMs >= retiresAtMs) {
      letRetiringGo();
    }
    List<Refusal> refusals = new ArrayList<>();
    boolean goesOn = true;
    while (goesOn) {
      if (loading != null && loading.prepared().isDone()) {
        finish(nowMs, refusals);
      }
      AnnouncedRelease next = loading == null ? releases.next(nowMs) : null;
      goesOn = next != null;
      if (goesOn) {
        begin(next);
      }
    }
    return refusals;
  }

  private void begin(AnnouncedRelease next) throws Exception {
    if (serving != null && next.sameBundleAs(releases.serving())) {
      releases.take(next);
    } else {
      KeyValueCache cache = cacheForShare.apply(next.release().getMemberShare());
      ServedCatalogue catalogue = titles.follow();
      loading = new Loading(next, catalogue, loader.load(next, titles.all(), cache));
    }
  }

  private void finish(long nowMs, List<Refusal> refusals) throws Exception {
    Loading done = loading;
    loading = null;
    try {
      PreparedModel prepared = done.prepared().join();
      flip(prepared, done.catalogue(), nowMs);
      releases.take(done.announced());
      loadSeconds = prepared.seconds();
      servesSinceMs = nowMs;
      swaps++;
    } catch (CompletionException e) {
      titles.leave(done.catalogue());
      if (!(e.getCause() instanceof BundleException)) {
        throw e;
      }
      releases.remove(done.announced());
      refusals.add(new Refusal(done.announced(), e.getCause().getMessage()));
      refusalCount++;
    }
  }

  private void flip(PreparedModel prepared, ServedCatalogue catalogue, long nowMs) {
    LoadedModel before = serving;
    try {
      serving = new LoadedModel(titles, catalogue, prepared, nowMs);
    } catch (RuntimeException e) {
      prepared.close();
      throw e;
    }
    letRetiringGo();
    if (before != null && keepMs > 0 && !before.model().id().equals(serving.model().id())) {
      retiring = before;
      retiresAtMs = nowMs + keepMs;
    } else if (before != null) {
      before.close();
    }
  }

  private void letRetiringGo() {
    if (retiring != null) {
      retiring.close();
      retiring = null;
    }
  }

  /** Whether something is loaded now. */
  boolean isLoading() {
    return loading != null;
  }

  /** Waits until what is loaded now is ready for {@link #advance}, whatever became of it. */
  void await() {
    if (loading != null) {
      loading.prepared().handle((prepared, failure) -> null).join();
    }
  }

  /** When the next release takes force, or a model has to go. */
  long nextDueMs(long nowMs) {
    long releaseMs = releases.nextDueMs(nowMs);
    return retiring == null ? releaseMs : Math.min(releaseMs, retiresAtMs);
  }

  /** Times that a model took over, the first one's included. */
  long swaps() {
    return swaps;
  }

  long refusalCount() {
    return refusalCount;
  }

  /** How long the serving model took to load. */
  double loadSeconds() {
    return loadSeconds;
  }

  /** When the serving model took over; 0: there is none. */
  long servesSinceMs() {
    return serving == null ? 0 : servesSinceMs;
  }

  /** The lane has no release any more. */
  void end() {
    close();
    releases.clear();
  }

  /** Lets go of all models, also of one that is still on its way. */
  @Override
  public void close() {
    if (loading != null) {
      titles.leave(loading.catalogue());
      loading.prepared().thenAccept(PreparedModel::close);
      loading = null;
    }
    letRetiringGo();
    if (serving != null) {
      serving.close();
      serving = null;
    }
  }
}
