package io.playhead.deploy.cluster;

/**
 * How long a supervisor waits before it starts a process that died: not at all where it had lived
 * for a while, and longer each time where it dies as it starts. One for each process. Pure.
 */
final class Backoff {
  private static final long SOUND_MS = 10_000;
  private static final long FIRST_MS = 500;
  private static final long MAX_MS = 10_000;

  private long delayMs;

  /**
   * The process has died.
   *
   * @param livedMs how long it had lived
   * @return how long to wait, ms
   */
  long afterDeath(long livedMs) {
    delayMs = livedMs >= SOUND_MS ? 0 : Math.min(MAX_MS, Math.max(FIRST_MS, 2 * delayMs));
    return delayMs;
  }
}
