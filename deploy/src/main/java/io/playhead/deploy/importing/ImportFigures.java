package io.playhead.deploy.importing;

import java.util.Map;

/**
 * What an import did: the content of its {@code --json} file.
 *
 * @param format what was read, as in {@code --format}
 * @param events events written
 * @param titles titles written
 * @param members members with at least one event
 * @param titlesUnknown titles that events name and the titles do not hold
 * @param outOfOrder events earlier than the one before of the same member; written as they stand
 * @param rejected rows that cannot be used, of all files
 * @param rejectedByReason the same by reason
 * @param leftOut rows that can be read and tell of nothing that a member chose
 * @param leftOutByReason the same by reason
 * @param seconds how long it took
 * @param from earliest event, ISO 8601; null: no event
 * @param to latest event, ISO 8601; null: no event
 */
public record ImportFigures(
    String format,
    long events,
    long titles,
    long members,
    long titlesUnknown,
    long outOfOrder,
    long rejected,
    Map<String, Long> rejectedByReason,
    long leftOut,
    Map<String, Long> leftOutByReason,
    double seconds,
    String from,
    String to) {}
