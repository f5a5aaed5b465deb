package io.playhead.stream;

import io.playhead.inference.BundleException;
import io.playhead.inference.Catalogue;
import io.playhead.inference.ExecutionProvider;
import io.playhead.inference.KeyValueCache;
import io.playhead.inference.Model;
import io.playhead.inference.ModelHandle;
import io.playhead.inference.ModelHandles;
import io.playhead.inference.Recommender;
import io.playhead.inference.StageTimes;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.Title;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Opens, verifies and loads bundles and embeds all titles for them, on a thread of its own: the
 * task goes on serving with the model it has. One per page subtask, one load at a time. The task's
 * thread asks and takes the result; what nobody takes any more it has to close.
 */
final class ModelLoader implements AutoCloseable {
  /** Long for a bundle from a slow disk, short beside the time a cluster gives a task to end. */
  private static final long CLOSE_MS = 30_000;

  private final ExecutorService thread;
  private final ControlDecoder decoder; // the thread's own
  private final ServingPolicy policy;
  private final ExecutionProvider provider;
  private final boolean exactBits;
  private final StageTimes times;
  private volatile boolean closed;

  /**
   * @param decoder used on {@code thread} alone
   * @param provider onto which models are loaded; it is known to work
   * @param times to which the lists of all models add
   */
  ModelLoader(
      ExecutorService thread,
      ControlDecoder decoder,
      ServingPolicy policy,
      ExecutionProvider provider,
      boolean exactBits,
      StageTimes times) {
    this.provider = provider;
    this.exactBits = exactBits;
    this.times = times;
    this.thread = thread;
    this.decoder = decoder;
    this.policy = policy;
  }

  /**
   * The model of a release, with {@code titles} embedded for it. Ends with a {@link
   * BundleException} where it may not serve, and with anything else where this program fails.
   *
   * @param titles their records as read
   */
  CompletableFuture<PreparedModel> load(
      AnnouncedRelease announced, List<byte[]> titles, KeyValueCache cache) {
    CompletableFuture<PreparedModel> prepared = new CompletableFuture<>();
    thread.execute(
        () -> {
          if (closed) {
            prepared.cancel(false);
            return;
          }
          try {
            prepared.complete(prepare(announced, titles, cache));
          } catch (BundleException | RuntimeException | Error e) {
            prepared.completeExceptionally(e); // The task's thread throws it.
          }
        });
    return prepared;
  }

  private PreparedModel prepare(
      AnnouncedRelease announced, List<byte[]> titles, KeyValueCache cache) throws BundleException {
    long startNs = System.nanoTime();
    String sha256 = announced.release().getManifestSha256();
    ModelHandle handle = ModelHandles.acquire(folder(announced), sha256, policy.trust(), provider);
    try {
      Recommender recommender = recommender(handle.model(), titles, cache);
      return new PreparedModel(handle, recommender, (System.nanoTime() - startNs) / 1e9);
    } catch (BundleException | RuntimeException | Error e) {
      handle.close();
      throw e;
    }
  }

  private static Path folder(AnnouncedRelease announced) throws BundleException {
    try {
      return ControlDecoder.folder(announced.release());
    } catch (RejectedRecordException e) {
      throw new BundleException(e.detail(), e);
    }
  }

  private Recommender recommender(Model model, List<byte[]> titles, KeyValueCache cache)
      throws BundleException {
    Catalogue catalogue = Catalogue.empty(model);
    for (int from = 0; from < titles.size(); from += ServedCatalogue.BLOCK) {
      int to = Math.min(titles.size(), from + ServedCatalogue.BLOCK);
      catalogue = with(catalogue, titles.subList(from, to));
    }
    try {
      Recommender recommender = new Recommender(model, catalogue, policy.rules(), cache, times);
      if (exactBits) {
        recommender.exact();
      }
      return recommender;
    } catch (IllegalArgumentException e) {
      throw new BundleException(e.getMessage(), e);
    }
  }

  private Catalogue with(Catalogue catalogue, List<byte[]> wires) throws BundleException {
    List<Title> block = new ArrayList<>(wires.size());
    wires.forEach(wire -> block.add(decoder.acceptedTitle(wire)));
    try {
      return catalogue.with(block, Set.of());
    } catch (RuntimeException e) { // The graph meets the contract and fails on these titles.
      throw new BundleException(
          "title.onnx cannot embed the titles of this catalogue: " + e.getMessage(), e);
    }
  }

  /** Waits for a load under way: its model must not be closed in flight. */
  @Override
  public void close() {
    closed = true;
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
