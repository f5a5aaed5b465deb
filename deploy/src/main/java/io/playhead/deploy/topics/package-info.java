/**
 * Topics as an operator sees them: how a broker is reached, what is set on a topic, what is on it
 * from end to end. Its neighbours are {@code forget} and {@code doctor}, which ask. One thread.
 */
package io.playhead.deploy.topics;
