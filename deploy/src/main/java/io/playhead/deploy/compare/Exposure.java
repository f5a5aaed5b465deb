package io.playhead.deploy.compare;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Arrays;

/** How often each title stood among the first titles of a page, over all pages. One thread. */
final class Exposure {
  private final int placesMax;
  private final TitleColumns titles;
  private final LongArrayList counts = new LongArrayList();
  private long shown;
  private long dated;
  private long recent;

  /** Of the first {@code placesMax} titles of a page, in the order of reading. */
  Exposure(int placesMax, TitleColumns titles) {
    this.placesMax = placesMax;
    this.titles = titles;
  }

  void add(CompactPage page, long momentMs) {
    int places = Math.min(placesMax, page.titles().length);
    counts.size(Math.max(counts.size(), titles.size())); // the new ones are 0
    shown += places;
    for (int i = 0; i < places; i++) {
      int title = page.titles()[i];
      counts.set(title, counts.getLong(title) + 1);
      dated += titles.hasReleaseDay(title) ? 1 : 0;
      recent += titles.isNew(title, momentMs) ? 1 : 0;
    }
  }

  /** The figures; {@code plays} of each title tell how popular it is. */
  ExposureFigures figures(PlayCounts plays) {
    long[] catalogued = Arrays.copyOf(counts.toLongArray(), titles.catalogueSize());
    double bits = 0;
    for (int title = 0; title < counts.size(); title++) {
      bits += counts.getLong(title) == 0 ? 0 : counts.getLong(title) * plays.bits(title);
    }
    long coveredCount = Arrays.stream(catalogued).filter(count -> count > 0).count();
    return new ExposureFigures(
        shown,
        share(coveredCount, catalogued.length),
        gini(catalogued),
        shown == 0 ? null : bits / shown,
        share(recent, dated),
        share(dated, shown));
  }

  private static Double share(double part, long of) {
    return of == 0 ? null : (Double) (part / of);
  }

  /** With x sorted and i from 1: sum of (2 i - n - 1) x_i over n times the sum of x. */
  private static Double gini(long[] counts) {
    long[] sorted = counts.clone();
    Arrays.sort(sorted);
    double weighted = 0;
    double sum = 0;
    for (int i = 0; i < sorted.length; i++) {
      weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
      sum += sorted[i];
    }
    return sum == 0 ? null : (Double) (weighted / (sorted.length * sum));
  }
}
