package io.playhead.deploy.bench;

/**
 * Seconds after the kill of a task manager.
 *
 * @param missedSeconds until the job manager knew it
 * @param runningSeconds until every task ran again
 * @param firstListSeconds until the first member of those who were waited for had a fresh list
 * @param freshSeconds until the last of them had
 * @param caughtUpSeconds until every event that had come meanwhile was in a list
 */
record Recovery(
    double missedSeconds,
    double runningSeconds,
    double firstListSeconds,
    double freshSeconds,
    double caughtUpSeconds) {}
