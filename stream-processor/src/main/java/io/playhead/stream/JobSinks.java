package io.playhead.stream;

import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the job writes. What is said of members has one sink, and so one producer, whose requests
 * carry all of its topics at once. A burst of rejected records never waits in that producer's queue
 * with the lists.
 *
 * @param members recommendations, member-embeddings, interaction-tokens, tombstones of erased
 *     members among them
 * @param rejected rejected-events
 */
public record JobSinks(Sink<OutRecord> members, Sink<OutRecord> rejected) {}
