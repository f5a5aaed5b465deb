package io.playhead.deploy.evaluate;

import java.nio.file.Path;
import java.util.List;

/**
 * What a sparse-attention evaluation is of.
 *
 * @param recording the recording's folder
 * @param bundle the sparse model; null: trained here
 * @param denseBundle the model that sees 1,024 tokens exactly; null: trained here
 * @param bundles folder for what is trained here; null: a temporary one, removed at the end
 * @param trainOptions passed on to both trainings
 * @param onValidation ask for the token before the last, to choose settings by
 * @param seed of the trainings and of the intervals' resamples
 */
public record SparseOptions(
    Path recording,
    Path bundle,
    Path denseBundle,
    Path bundles,
    List<String> trainOptions,
    boolean onValidation,
    long seed) {}
