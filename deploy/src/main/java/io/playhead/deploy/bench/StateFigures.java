package io.playhead.deploy.bench;

import java.io.PrintStream;

/**
 * What {@code bench state} found: the content of its {@code --json} file.
 *
 * @param bench its name
 * @param machine where it was measured, and of which commit
 * @param seed of the events
 * @param work what was measured, in words
 * @param checkpoints completed while sessions ran
 * @param checkpointBytesPerEvent uploaded by these incremental checkpoints for each event, part by
 *     part
 * @param stateBytesPerMember all state in the last checkpoint over the members
 * @param tokensPerMember tokens of each member when sessions began
 * @param eventsPerSession events of a session
 * @param cacheOverActive memory for keys and values over what the active members need
 * @param listsPerEvent of the sessions: less than one where a member had several events in a batch
 * @param hitShare lists made from cached keys and values, of all lists of the sessions
 * @param missMs processor time of encoding a window anew
 * @param seconds the whole command
 */
record StateFigures(
    String bench,
    Machine machine,
    long seed,
    String work,
    int checkpoints,
    Spread checkpointBytesPerEvent,
    double stateBytesPerMember,
    int tokensPerMember,
    int eventsPerSession,
    double cacheOverActive,
    double listsPerEvent,
    double hitShare,
    double missMs,
    double seconds) {

  void print(PrintStream out) {
    out.printf(
        "%n%s%n%s; median [low, high] of %d parts%n%n",
        machine, work, checkpointBytesPerEvent.rounds());
    out.printf("%-48s %s%n", "checkpointBytesPerEvent", checkpointBytesPerEvent.text("%,.0f"));
    out.printf("%-48s %,.0f%n", "stateBytesPerMember", stateBytesPerMember);
    out.printf("%-48s %.2f%n", "lists an event", listsPerEvent);
    out.printf("%-48s %.4f%n", "hitShare", hitShare);
    out.printf("%-48s %.2f%n", "missMs", missMs);
  }
}
