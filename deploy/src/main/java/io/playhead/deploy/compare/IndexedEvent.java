package io.playhead.deploy.compare;

import io.playhead.schemas.recording.Arrived;

/**
 * An event and its place in the recording; pages name the event that they reflect by it.
 *
 * @param index place in the order of {@link io.playhead.schemas.recording.ArrivedRecords#events},
 *     from 0
 * @param event a playback, device or feedback event
 */
public record IndexedEvent(long index, Arrived event) {}
