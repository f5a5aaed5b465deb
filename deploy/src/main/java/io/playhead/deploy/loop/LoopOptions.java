package io.playhead.deploy.loop;

import java.nio.file.Path;

/**
 * One turn of the loop.
 *
 * @param bundle the model that serves first
 * @param members simulated members
 * @param seed of the members
 * @param drift how far fashions move their tastes
 * @param days that are recorded and learned from, the last of them held out
 * @param daysAfter that are measured after the release
 * @param minutes of training
 * @param work folder of everything that is made
 */
public record LoopOptions(
    Path bundle,
    int members,
    long seed,
    double drift,
    int days,
    int daysAfter,
    double minutes,
    Path work) {}
