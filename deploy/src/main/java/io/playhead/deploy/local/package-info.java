/**
 * Local mode: the real broker, registry and job as child processes on the loopback address, and the
 * two ends of the path, feeding topics and reading pages. Its neighbours are the commands above it.
 * Every class here belongs to one thread; children are watched by polling, never by callbacks.
 */
package io.playhead.deploy.local;
