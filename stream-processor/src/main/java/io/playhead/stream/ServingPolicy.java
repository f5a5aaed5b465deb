package io.playhead.stream;

import io.playhead.inference.BundleTrust;
import io.playhead.inference.PageRules;
import java.io.Serializable;

/**
 * What whoever runs the job decides about its lists. Travels to the tasks with {@link JobOptions}.
 *
 * @param trust whose bundles may serve
 * @param rules what stands between scores and pages
 */
public record ServingPolicy(BundleTrust trust, PageRules rules) implements Serializable {
  /** Anybody's bundles, the default rules. */
  public static final ServingPolicy DEFAULT =
      new ServingPolicy(BundleTrust.ANYONE, PageRules.DEFAULT);
}
