package io.playhead.deploy.evaluate;

import java.nio.file.Path;
import java.util.List;

/**
 * What a retrain evaluation is of.
 *
 * @param recording the recording's folder
 * @param coldShare share of the titles that come out after the parent was trained
 * @param bundles folder for what is trained; null: a temporary one, removed at the end
 * @param trainOptions passed on to all three trainings
 * @param seed of the trainings
 */
public record RetrainOptions(
    Path recording, double coldShare, Path bundles, List<String> trainOptions, long seed) {}
