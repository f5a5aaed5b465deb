package io.playhead.deploy.compare;

/** How often each title was played over the whole recording. Immutable. */
final class PlayCounts {
  private static final double LOG_2 = Math.log(2);

  private final int[] counts;
  private final double all;

  /** Of the titles that the catalogue or a play names: before any page is read. */
  PlayCounts(RecordedPlays recorded) {
    counts = new int[recorded.titles().size()];
    for (int play = 0; play < recorded.plays().count(); play++) {
      counts[recorded.plays().title(play)]++;
    }
    all = (double) recorded.plays().count() + counts.length;
  }

  /** -log2 of the title's share of all plays, with one play more for every title. */
  double bits(int title) {
    int count = title < counts.length ? counts[title] : 0;
    return -Math.log((count + 1) / all) / LOG_2;
  }
}
