package io.playhead.deploy.chaos;

import java.nio.file.Path;
import java.util.List;

/**
 * What a run is told.
 *
 * @param seed of the input and of the plan
 * @param runMs how long the input lasts
 * @param members who do something
 * @param eventsPerSecond of all members together
 * @param brokers one or three
 * @param taskManagers with a slot each
 * @param parallelism of the job; at most the task managers
 * @param kinds faults to draw from
 * @param faultCount how many; 0: none
 * @param bundle model that serves first
 * @param folder for data and logs
 */
public record ChaosOptions(
    long seed,
    long runMs,
    int members,
    double eventsPerSecond,
    int brokers,
    int taskManagers,
    int parallelism,
    List<FaultKind> kinds,
    int faultCount,
    Path bundle,
    Path folder) {}
