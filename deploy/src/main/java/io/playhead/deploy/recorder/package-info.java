/**
 * Topics to a recording: reads what is on a live broker up to now and writes it as the folder that
 * training, evaluation and replay read. Its neighbour is the command above it. One thread.
 */
package io.playhead.deploy.recorder;
