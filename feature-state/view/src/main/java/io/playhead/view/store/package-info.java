/**
 * The topics as state that can be asked: members' pages and recent tokens by partition, titles and
 * what is popular on every instance. Processors run on Kafka Streams' threads, one partition each;
 * lookups come on any thread.
 */
package io.playhead.view.store;
