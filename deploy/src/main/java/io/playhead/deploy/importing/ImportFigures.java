package io.playhead.deploy.importing;

import java.util.Map;

/**
 * What an import did: the content of its {@code --json} file.
 *
 * @param events events written
 * @param titles titles written
 * @param members members with at least one event
 * @param titlesUnknown titles that events name and {@code titles.csv} does not
 * @param outOfOrder events earlier than the one before of the same member; written as they stand
 * @param rejected rows left out, of both files
 * @param rejectedByReason the same by reason
 * @param seconds how long it took
 * @param from earliest event, ISO 8601; null: no event
 * @param to latest event, ISO 8601; null: no event
 */
public record ImportFigures(
    long events,
    long titles,
    long members,
    long titlesUnknown,
    long outOfOrder,
    long rejected,
    Map<String, Long> rejectedByReason,
    double seconds,
    String from,
    String to) {}
