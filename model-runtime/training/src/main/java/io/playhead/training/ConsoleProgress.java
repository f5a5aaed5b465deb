package io.playhead.training;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress for a person: a bar over the time budget with loss and validation, or, where nobody
 * looks at a terminal, one line per validation. Used by the training thread.
 */
final class ConsoleProgress implements TrainingProgress, AutoCloseable {
  private static final int UPDATE_MS = 500;

  private final PrintStream out;
  private final long startNs = System.nanoTime();
  private final ProgressBar bar;
  private String validation = "";
  private int epoch;
  private double loss;

  /** A bar where there is a terminal. */
  ConsoleProgress(PrintStream out, double seconds) {
    this.out = out;
    this.bar =
        !isTerminal()
            ? null
            : new ProgressBarBuilder()
                .setTaskName("train")
                .setInitialMax(Math.max(1, (long) seconds))
                .setUnit("s", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MS)
                .build();
  }

  @Override
  public void step(int epoch, double meanLoss) {
    this.epoch = epoch;
    this.loss = meanLoss;
    if (bar != null) {
      bar.stepTo(seconds());
      bar.setExtraMessage(
          String.format(Locale.ROOT, "epoch %d, loss %.3f%s", epoch + 1, meanLoss, validation));
    }
  }

  @Override
  public void validated(RankingMetrics metrics) {
    validation =
        String.format(
            Locale.ROOT, ", validation NDCG@10 %.4f HR@10 %.4f", metrics.ndcg10(), metrics.hr10());
    if (bar == null) {
      out.printf(
          Locale.ROOT,
          "train: %d s, epoch %d, loss %.3f%s%n",
          seconds(),
          epoch + 1,
          loss,
          validation);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  /** The launcher says so; without it both ends must be a terminal. */
  private static boolean isTerminal() {
    return Boolean.getBoolean("playhead.terminal") || System.console() != null;
  }

  private long seconds() {
    return (System.nanoTime() - startNs) / 1_000_000_000L;
  }
}
