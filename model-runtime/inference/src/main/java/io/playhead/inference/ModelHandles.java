package io.playhead.inference;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The models of this process, each loaded once and shared by all tasks: reference-counted by
 * bundle, trust and provider, closed when the last holder lets go and never in flight. Any thread;
 * whoever asks for a bundle that another is loading waits for it. A bundle that failed is tried
 * again by the next.
 */
public final class ModelHandles {
  private static final Map<Key, Shared> SHARED = new HashMap<>();

  private record Key(
      Path folder, String manifestSha256, BundleTrust trust, ExecutionProvider provider) {}

  private static final class Shared {
    final CompletableFuture<Model> model = new CompletableFuture<>();
    int holders;
  }

  private ModelHandles() {}

  /**
   * A claim on the model of the bundle in {@code folder}, loaded onto {@code provider}.
   *
   * @param manifestSha256 what the release announced; null: any manifest.json
   */
  public static ModelHandle acquire(
      Path folder, String manifestSha256, BundleTrust trust, ExecutionProvider provider)
      throws BundleException {
    Key key = new Key(folder.toAbsolutePath().normalize(), manifestSha256, trust, provider);
    Shared shared;
    boolean loads;
    synchronized (SHARED) {
      shared = SHARED.computeIfAbsent(key, k -> new Shared());
      loads = shared.holders++ == 0;
    }
    if (loads) {
      load(key, shared);
    }
    try {
      Model model = shared.model.join();
      return new ModelHandle(model, () -> release(key, shared));
    } catch (CompletionException e) {
      release(key, shared);
      if (e.getCause() instanceof BundleException refusal) {
        throw new BundleException(refusal.getMessage(), refusal);
      }
      throw e;
    }
  }

  /** Models in this process now. */
  public static int loaded() {
    synchronized (SHARED) {
      return SHARED.size();
    }
  }

  private static void load(Key key, Shared shared) {
    try {
      ModelBundle bundle = ModelBundle.open(key.folder(), key.trust(), key.manifestSha256());
      shared.model.complete(Model.load(bundle, key.provider()));
    } catch (BundleException | RuntimeException | Error e) {
      synchronized (SHARED) {
        SHARED.remove(key, shared); // Whoever comes next tries again.
      }
      shared.model.completeExceptionally(e);
    }
  }

  private static void release(Key key, Shared shared) {
    synchronized (SHARED) {
      if (--shared.holders > 0) {
        return;
      }
      SHARED.remove(key, shared);
    }
    if (!shared.model.isCompletedExceptionally()) {
      shared.model.join().close();
    }
  }
}
