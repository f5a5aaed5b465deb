package io.playhead.deploy.evaluate;

import java.nio.file.Path;
import java.util.List;

/**
 * What a cold-titles evaluation is of.
 *
 * @param recording the recording's folder
 * @param coldShare share of the titles that are held out
 * @param coldBundle bundle trained without them; null: trained here
 * @param fullBundle bundle trained on everything; null: trained here
 * @param bundles folder for what is trained here; null: a temporary one, removed at the end
 * @param trainOptions passed on to both trainings
 * @param onValidation ask for the token before the last, to choose settings by
 * @param seed of the trainings and of the intervals' resamples
 */
public record ColdTitlesOptions(
    Path recording,
    double coldShare,
    Path coldBundle,
    Path fullBundle,
    Path bundles,
    List<String> trainOptions,
    boolean onValidation,
    long seed) {}
