package io.playhead.deploy.chaos;

/**
 * One fault of a plan.
 *
 * @param kind what is done
 * @param atMs when, after the input began
 * @param lastsMs how long what is taken away stays away, where the kind takes something away
 * @param draw chooses among several processes, or how far a clock jumps; at least 0
 */
public record Fault(FaultKind kind, long atMs, long lastsMs, int draw) {
  @Override
  public String toString() {
    return "%.1f s %s for %.1f s".formatted(atMs / 1000.0, kind.label(), lastsMs / 1000.0);
  }
}
