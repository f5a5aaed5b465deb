package io.playhead.deploy.demo;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Releases;
import io.playhead.inference.BundleException;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.ModelBundle;
import io.playhead.schemas.ModelRelease;
import java.nio.file.Path;

/** The bundle that a demo releases. Stateless. */
final class DemoBundle {
  private DemoBundle() {}

  /** Verifies the bundle first: the job would refuse a bad one and wait for a better. */
  static ModelRelease release(Path folder) {
    try {
      ModelBundle.open(folder, BundleTrust.ANYONE);
      return Releases.of(folder);
    } catch (BundleException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
  }
}
