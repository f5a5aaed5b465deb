package io.playhead.deploy.demo;

import java.nio.file.Path;

/**
 * What to show.
 *
 * @param members simulated members
 * @param seconds of live events, on the wall clock
 * @param speed simulated seconds in a second
 * @param seed of the members
 * @param bundle the model bundle's folder
 * @param rules of the home page; null: the defaults
 * @param record folder for a recording of the topics at the end; null: none
 * @param exactBits whether lists are the same bits whatever is cached, as a replay's are
 * @param work folder of the processes' data and logs
 */
public record DemoOptions(
    int members,
    long seconds,
    double speed,
    long seed,
    Path bundle,
    Path rules,
    Path record,
    boolean exactBits,
    Path work) {}
