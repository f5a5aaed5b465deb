package io.playhead.stream;

import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the job writes. Each topic has a sink of its own, so that a burst of rejected records never
 * waits in one producer's queue with the lists.
 *
 * @param lists recommendations, tombstones of erased members among them
 * @param embeddings member-embeddings, tombstones of erased members among them
 * @param tokens interaction-tokens
 * @param rejected rejected-events
 */
public record JobSinks(
    Sink<OutRecord> lists,
    Sink<OutRecord> embeddings,
    Sink<OutRecord> tokens,
    Sink<OutRecord> rejected) {}
