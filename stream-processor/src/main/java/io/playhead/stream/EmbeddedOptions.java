package io.playhead.stream;

import java.nio.file.Path;

/**
 * What {@link RunCommand} was told of the cluster inside its process; see its options.
 *
 * @param savepointOnStop whether a signal stops the job with a savepoint
 * @param restPort port of Flink's REST interface, on the loopback address; 0: any
 * @param metrics where Prometheus asks
 * @param json file for the result; null: none
 */
record EmbeddedOptions(
    Path stateDir,
    String restore,
    boolean savepointOnStop,
    int restPort,
    MetricsOptions metrics,
    Path json) {}
