/**
 * A Flink cluster of processes on this machine, without a Flink distribution: a job manager in
 * application mode, which runs {@code io.playhead.stream.ClusterRun}, and task managers, watched
 * and started again as a supervisor would. Its neighbours are local mode, whose children these are
 * like, and {@code chaos}, which kills them. One thread watches; a lock guards what it shares.
 */
package io.playhead.deploy.cluster;
