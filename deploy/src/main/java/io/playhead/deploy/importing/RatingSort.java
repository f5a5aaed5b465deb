package io.playhead.deploy.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts ratings by time, those of one second in the order they came in. Published files are sorted
 * by member or not at all, and the largest would not fit into memory: runs that fit are sorted and
 * written to disk, then merged. First all are added, then all are taken. One thread.
 */
final class RatingSort implements AutoCloseable {
  // 2 Mi ratings x (8 key + 12 values) B = 40 MiB; the largest set, 32 M ratings, makes 16 runs.
  static final int RUN_RATINGS_MAX = 1 << 21;

  private final Path folder;
  private final List<RatingRun> runs = new ArrayList<>();

  /** {@code seconds x run's length + place in the run}, so that sorting it is stable. */
  private final long[] keys;

  private final int[] members;
  private final int[] titles;
  private final float[] ratings;
  private int held;
  private long count;
  private PriorityQueue<RatingRun> heads;

  /**
   * Prepares a sort.
   *
   * @param folder where runs are written, and removed by {@link #close}
   * @param runRatingsMax ratings of a run, at most {@value #RUN_RATINGS_MAX}
   */
  RatingSort(Path folder, int runRatingsMax) {
    this.folder = folder;
    this.keys = new long[runRatingsMax];
    this.members = new int[runRatingsMax];
    this.titles = new int[runRatingsMax];
    this.ratings = new float[runRatingsMax];
  }

  void add(Rating rating) throws IOException {
    if (held == keys.length) {
      writeRun();
    }
    keys[held] = rating.seconds() * keys.length + held;
    members[held] = rating.memberId();
    titles[held] = rating.titleId();
    ratings[held] = rating.rating();
    held++;
    count++;
  }

  /** Ratings that were added. */
  long count() {
    return count;
  }

  /** The next rating in time; null: there is none. */
  Rating next() throws IOException {
    if (heads == null) {
      startMerge();
    }
    RatingRun run = heads.poll();
    if (run == null) {
      return null;
    }
    Rating rating = run.head();
    if (run.advance()) {
      heads.add(run);
    }
    return rating;
  }

  private void startMerge() throws IOException {
    writeRun();
    // What came in first is in an earlier run.
    heads =
        new PriorityQueue<>(
            Comparator.comparingLong((RatingRun run) -> run.head().seconds())
                .thenComparingInt(RatingRun::number));
    for (RatingRun run : runs) {
      if (run.advance()) {
        heads.add(run);
      }
    }
  }

  private void writeRun() throws IOException {
    Arrays.sort(keys, 0, held);
    RatingRun run = new RatingRun(folder, runs.size());
    runs.add(run);
    for (int i = 0; i < held; i++) {
      int place = (int) (keys[i] % keys.length);
      run.write(new Rating(members[place], titles[place], ratings[place], keys[i] / keys.length));
    }
    run.startReading();
    held = 0;
  }

  @Override
  public void close() throws IOException {
    for (RatingRun run : runs) {
      run.close();
    }
  }
}
