package io.playhead.deploy.recorder;

import java.util.Map;

/**
 * What a recording of topics holds and what it left out: the content of the {@code --json} file.
 *
 * @param events events written
 * @param titles titles written: the catalogue as it is now
 * @param outOfRange events before --from, or at or after --to
 * @param erased events of members who asked to be forgotten
 * @param rejected records that could not be read
 * @param rejectedByReason the same by reason
 * @param fromMs time of the oldest event, milliseconds since 1970-01-01 UTC; 0 without events
 * @param toMs time of the newest event; 0 without events
 * @param seconds the whole command
 */
public record RecordFigures(
    long events,
    long titles,
    long outOfRange,
    long erased,
    long rejected,
    Map<String, Long> rejectedByReason,
    long fromMs,
    long toMs,
    double seconds) {}
