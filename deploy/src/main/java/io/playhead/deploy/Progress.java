package io.playhead.deploy;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress of long work on standard error: a bar on a terminal, else a line every ten seconds.
 * {@code deploy/playhead} says in the system property {@code playhead.terminal} which it is. One
 * thread calls; the bar is drawn on a thread of its own.
 */
public final class Progress implements AutoCloseable {
  private static final int TERMINAL_MS = 250;
  private static final int LINES_MS = 10_000;
  private static final int LINE_CHARS = 100;

  private final ProgressBar bar;

  private Progress(ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * Starts.
   *
   * @param task what is done, a word or two
   * @param total how many steps there are; -1: unknown
   * @param unit what a step is, with a leading space
   * @param unitSize steps that make one of the unit
   */
  public static Progress start(String task, long total, String unit, long unitSize) {
    ProgressBarBuilder builder =
        ProgressBar.builder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUnit(unit, unitSize)
            .setStyle(ProgressBarStyle.ASCII);
    if (Boolean.getBoolean("playhead.terminal")) {
      builder.setUpdateIntervalMillis(TERMINAL_MS);
    } else {
      builder
          .setUpdateIntervalMillis(LINES_MS)
          .setConsumer(new DelegatingProgressBarConsumer(System.err::println, LINE_CHARS));
    }
    return new Progress(builder.build());
  }

  /** Steps done so far. */
  public void at(long steps) {
    bar.stepTo(steps);
  }

  @Override
  public void close() {
    bar.close();
  }
}
