/**
 * The Kafka broker of local mode, in a process and on a class path of its own: the topics at both
 * ends of the path. Its neighbour is local mode in deploy, which starts it and reads one line from
 * it. One thread waits for standard input to close; the others are Kafka's.
 */
package io.playhead.broker;
