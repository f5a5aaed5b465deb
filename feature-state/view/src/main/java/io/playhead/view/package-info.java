/**
 * Topic to home page: the process that keeps members' pages for lookups. Kafka Streams fills {@link
 * io.playhead.view.store}, HTTP reads it in {@link io.playhead.view.http}; this package starts
 * both. Imports {@code schemas} and nothing of Flink, whose RocksDB is another.
 */
package io.playhead.view;
