/**
 * The Flink job: event, token, window, batch and list, in one keyed data flow. Reads the members'
 * topics and the control topics, keeps each member's window in RocksDB state, asks {@code
 * io.playhead.inference} for lists a batch at a time, and writes lists, closed tokens and rejected
 * records.
 *
 * <p>Neighbours: {@code io.playhead.window} folds events into tokens, {@code io.playhead.inference}
 * makes pages of them; {@code deploy} starts {@link io.playhead.stream.RunCommand} as a process of
 * its own. Thread rule: an operator's methods, timers included, run on its task's one thread;
 * besides {@link io.playhead.stream.RunCommand} only {@code LoaderThread} starts one, on which
 * models are loaded.
 */
package io.playhead.stream;
