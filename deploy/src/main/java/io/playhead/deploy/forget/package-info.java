/**
 * Erasure, end to end: asks the job to forget members, waits until it has, and then looks for them
 * wherever something of them could be read. Its neighbours are the command above it and {@code
 * topics}, {@code local} and the job's saved state below. One thread.
 */
package io.playhead.deploy.forget;
