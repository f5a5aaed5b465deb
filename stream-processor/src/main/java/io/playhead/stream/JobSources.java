package io.playhead.stream;

import org.apache.flink.api.connector.source.Source;

/**
 * Where the job reads: Kafka in production, lists of records in tests.
 *
 * @param members playback-events, device-events, feedback-events and erasures; the records of one
 *     member and topic in order
 * @param memberParallelism subtasks that read and decode them
 * @param control titles and model-releases; read by one subtask
 */
public record JobSources(
    Source<RawRecord, ?, ?> members, int memberParallelism, Source<RawRecord, ?, ?> control) {}
