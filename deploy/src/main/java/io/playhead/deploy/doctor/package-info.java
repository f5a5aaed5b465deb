/**
 * What is wrong with a live system and what to do about it: one small class for each thing that is
 * looked at. Nothing here changes anything. Its neighbours are the command above it and {@code
 * topics} below. One thread.
 */
package io.playhead.deploy.doctor;
