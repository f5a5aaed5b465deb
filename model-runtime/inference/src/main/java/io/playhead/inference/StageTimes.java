package io.playhead.inference;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Processor time that one thread's lists have taken, by stage. Written by that thread alone; others
 * may read it for metrics and see it a little late.
 */
public final class StageTimes {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final AtomicLongArray ns = new AtomicLongArray(Stage.values().length);

  /** What a thread that makes lists does, in the order of the path. */
  public enum Stage {
    /** Members' state read, and events taken into their windows. */
    TOKENS("tokens"),
    /** Members' state encoded, and written when its time has come. */
    STATE("state"),
    /** From tokens to member vectors: the model's steps, and moving keys and values. */
    ENCODE("encode"),
    /** From member vectors to the best titles, eligibility included. */
    RETRIEVAL("retrieval"),
    /** From the best titles to rows with reasons. */
    RULES("rules"),
    /** From rows to records, handed to their sinks. */
    TOPIC("topic");

    private final String label;

    Stage(String label) {
      this.label = label;
    }

    /** One lower-case word. */
    public String label() {
      return label;
    }
  }

  /** Processor time of this thread so far; asking takes about 0.3 us. */
  public static long nowNs() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** Nanoseconds that a stage has taken so far. */
  public long ns(Stage stage) {
    return ns.get(stage.ordinal());
  }

  /** Adds what a stage has taken. */
  public void add(Stage stage, long tookNs) {
    ns.lazySet(stage.ordinal(), ns.get(stage.ordinal()) + tookNs); // one writer
  }
}
