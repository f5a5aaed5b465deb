package io.playhead.deploy.replay;

import java.util.Map;

/**
 * What a replay did: the content of its {@code --json} file.
 *
 * @param eventsIn events that were read
 * @param tokensClosed closed tokens that came out
 * @param listsOut lists that were made
 * @param members members with an event in range
 * @param membersWithList members with a list
 * @param rejected events refused
 * @param rejectedByReason the same by reason
 * @param lost accepted events that no list reflects
 * @param eventsPerSecond events over the time from the first one read to the end
 * @param engineSeconds that time
 * @param seconds the whole command
 * @param parallelism subtasks
 * @param modelId the model
 * @param recordingSha256 names the recording's content
 * @param holdOut what was held out
 */
public record ReplayFigures(
    long eventsIn,
    long tokensClosed,
    long listsOut,
    int members,
    int membersWithList,
    long rejected,
    Map<String, Long> rejectedByReason,
    long lost,
    double eventsPerSecond,
    double engineSeconds,
    double seconds,
    int parallelism,
    String modelId,
    String recordingSha256,
    String holdOut) {}
