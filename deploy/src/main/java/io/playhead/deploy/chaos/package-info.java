/**
 * Faults on purpose: three brokers, a registry, a view and a Flink cluster as processes, an input
 * and a plan of faults drawn from one seed, and the comparison with a run without faults. Its
 * neighbours are local mode and the cluster, which it starts and kills. Threads: one feeds, one
 * injects, one supervises, the subscriber has its own, and the caller's reads what comes out.
 */
package io.playhead.deploy.chaos;
