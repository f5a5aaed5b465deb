package io.playhead.deploy.loop;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.evaluate.TimeSplitEvaluation;
import io.playhead.deploy.local.Releases;
import io.playhead.inference.BundleException;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.ModelBundle;
import io.playhead.inference.ModelManifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The model that comes next: trained on from the one that serves, and better than it where neither
 * has looked.
 *
 * @param bundle its folder
 * @param modelId its id
 * @param oldNdcg10 the serving model's NDCG@10 over what was held out
 * @param newNdcg10 its own
 */
record NextModel(Path bundle, String modelId, double oldNdcg10, double newNdcg10) {
  private static final int CASES_MAX = 20_000;

  /** Trains and compares; a model that is no better is not for release, and fails the command. */
  static NextModel train(
      Consumer<List<String>> trainer,
      LoopOptions options,
      Path learned,
      Path heldAgainst,
      Instant from) {
    ModelManifest old = manifest(options.bundle());
    Path bundle = options.work().resolve("bundle");
    trainer.accept(
        List.of(
            "--recording", learned.toString(),
            "--out", bundle.toString(),
            "--warm-start", options.bundle().toAbsolutePath().toString(),
            "--minutes", Double.toString(options.minutes()),
            "--width", Integer.toString(old.width()),
            "--layers", Integer.toString(old.layers()),
            "--heads", Integer.toString(old.heads()),
            "--metadata-buckets", Integer.toString(old.metadataBuckets()),
            "--temperature", Float.toString(old.temperature())));
    double oldNdcg10 = ndcg10(heldAgainst, options.bundle(), from, options.seed());
    double newNdcg10 = ndcg10(heldAgainst, bundle, from, options.seed());
    if (newNdcg10 <= oldNdcg10) {
      throw CommandFailure.other(
          "the new model is no better where neither has looked, NDCG@10 %.4f against %.4f: it is not released"
              .formatted(newNdcg10, oldNdcg10));
    }
    return new NextModel(bundle, Releases.of(bundle).getModelId(), oldNdcg10, newNdcg10);
  }

  private static double ndcg10(Path recording, Path bundle, Instant from, long seed) {
    return new TimeSplitEvaluation(recording, bundle, from, 0, CASES_MAX, seed).run().ndcg10();
  }

  private static ModelManifest manifest(Path bundle) {
    try {
      return ModelBundle.open(bundle, BundleTrust.ANYONE).manifest();
    } catch (BundleException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
  }
}
