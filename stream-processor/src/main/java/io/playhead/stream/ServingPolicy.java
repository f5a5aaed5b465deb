package io.playhead.stream;

import io.playhead.inference.BundleTrust;
import java.io.Serializable;

/**
 * What whoever runs the job decides about its lists. Travels to the tasks with {@link JobOptions}.
 *
 * @param trust whose bundles may serve
 */
public record ServingPolicy(BundleTrust trust) implements Serializable {
  /** Anybody's bundles. */
  public static final ServingPolicy DEFAULT = new ServingPolicy(BundleTrust.ANYONE);
}
