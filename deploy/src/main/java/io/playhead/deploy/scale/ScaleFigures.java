package io.playhead.deploy.scale;

import java.util.Map;

/**
 * What {@code scale} did: the content of its {@code --json} file.
 *
 * @param before by topic, its partitions before
 * @param after and after; with a dry run, what they would be
 * @param dryRun whether nothing was changed
 */
public record ScaleFigures(
    Map<String, Integer> before, Map<String, Integer> after, boolean dryRun) {}
