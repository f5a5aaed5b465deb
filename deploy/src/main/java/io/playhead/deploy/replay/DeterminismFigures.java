package io.playhead.deploy.replay;

import java.io.PrintStream;
import java.util.List;

/**
 * Whether a replay gives the same lists in whatever way it runs: the content of the {@code --json}
 * file of {@code --check-determinism}.
 *
 * @param listsCompared lists of all runs held against those of the first
 * @param listsIdentical share of them with the same bytes, timings aside
 * @param ordersIdentical share of them with the same titles, rows and reasons in the same order
 * @param listsInOneRunOnly events of which one of two runs has a list and the other not
 * @param events events of the recording that were replayed
 * @param eventsPerSecond of the first run
 * @param modelId the model
 * @param recordingSha256 names the recording's content
 * @param runs every run, the first being what the others are held against
 * @param live the first run beside what was published live; null: the recording holds no pages
 */
public record DeterminismFigures(
    long listsCompared,
    double listsIdentical,
    double ordersIdentical,
    long listsInOneRunOnly,
    long events,
    double eventsPerSecond,
    String modelId,
    String recordingSha256,
    List<Run> runs,
    Live live) {

  /**
   * One run.
   *
   * @param name what is different about it
   * @param lists lists that it made
   * @param compared lists that the first run has, too
   * @param identical of those, with the same bytes
   * @param sameOrder of those, with the same titles in the same order
   * @param onlyOne events of which only one of the two has a list
   * @param seconds from the first event to the end
   */
  public record Run(
      String name,
      long lists,
      long compared,
      long identical,
      long sameOrder,
      long onlyOne,
      double seconds) {}

  /**
   * Lists of a replay beside those that were published live, of the same events.
   *
   * @param pages pages in the recording; a member's events that come together share one
   * @param compared of those, pages that a list can be held against
   * @param identical of those, with the same bytes, timings aside
   * @param sameOrder of those, with the same titles, rows and reasons in the same order
   * @param readInAnotherOrder pages that reflect another number of events than the replay's list of
   *     the same event: two topics were read in another order
   * @param aroundAChange pages made within two seconds of a change of catalogue or model: live, it
   *     comes into force a little later than it arrives
   * @param notReplayed pages of events that the replay has no list of
   */
  public record Live(
      long pages,
      long compared,
      long identical,
      long sameOrder,
      long readInAnotherOrder,
      long aroundAChange,
      long notReplayed) {}

  /** A line for each run, and one for all. */
  public void print(PrintStream out) {
    for (Run run : runs) {
      out.printf(
          "%-28s %,9d lists %7.1f s  %,9d compared %,9d identical %,9d in the same order%n",
          run.name(), run.lists(), run.seconds(), run.compared(), run.identical(), run.sameOrder());
    }
    out.printf(
        "%,d lists compared: %.6f identical to the byte, %.6f in the same order, %,d in one run"
            + " only%n",
        listsCompared, listsIdentical, ordersIdentical, listsInOneRunOnly);
    if (live != null) {
      out.printf(
          "%,d pages published live: %,d compared, %,d identical, %,d in the same order; %,d read in"
              + " another order, %,d around a change of catalogue or model, %,d not replayed%n",
          live.pages(),
          live.compared(),
          live.identical(),
          live.sameOrder(),
          live.readInAnotherOrder(),
          live.aroundAChange(),
          live.notReplayed());
    }
  }

  /** Whether all are the same to the byte, and none is missing. */
  public boolean isIdentical() {
    return listsIdentical == 1 && listsInOneRunOnly == 0 && listsCompared > 0;
  }
}
