package io.playhead.deploy.compare;

import io.playhead.schemas.Timings;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Map;
import java.util.TreeMap;

/** What is counted over all pages of one model, whether they met a play or not. One thread. */
final class PageCounts {
  private static final int FIRST = 10;

  private final Map<String, Long> modelIds = new TreeMap<>();
  private final Ordinals rowNames = new Ordinals();
  private final LongArrayList eventToListMs = new LongArrayList();
  private final Exposure first;
  private final Exposure whole;
  private long pages;
  private long dropped;
  private long pairs;
  private double overlaps;

  PageCounts(TitleColumns titles) {
    first = new Exposure(FIRST, titles);
    whole = new Exposure(Integer.MAX_VALUE, titles);
  }

  /** Adds a page; {@code before} is the member's page before it, null: it is the first. */
  void add(String modelId, CompactPage page, CompactPage before, long momentMs) {
    pages++;
    modelIds.merge(modelId, 1L, Long::sum);
    first.add(page, momentMs);
    whole.add(page, momentMs);
    double overlap = before == null ? Double.NaN : before.overlap(page);
    if (!Double.isNaN(overlap)) {
      pairs++;
      overlaps += overlap;
    }
  }

  /** Adds how long a page took; clocks of two stages may differ, so what goes back is left out. */
  void addTimings(Timings timings) {
    long ms = timings.getListedMs() - timings.getAppendedMs();
    if (timings.getAppendedMs() > 0 && ms >= 0) {
      eventToListMs.add(ms);
    }
  }

  /** Counts a page that was no newer than the member's last one. */
  void drop() {
    dropped++;
  }

  /** Pages by the model that made them. */
  Map<String, Long> modelIds() {
    return modelIds;
  }

  /** The rows' names by number. */
  Ordinals rowNames() {
    return rowNames;
  }

  long pages() {
    return pages;
  }

  long dropped() {
    return dropped;
  }

  /** From an event to its page, milliseconds each. */
  long[] eventToListMs() {
    return eventToListMs.toLongArray();
  }

  /** Of the first ten titles of each page. */
  Exposure first() {
    return first;
  }

  /** Of all titles of each page. */
  Exposure whole() {
    return whole;
  }

  /** Mean over a member's pages in a row; without such pages the mean is null. */
  ChurnFigures churn() {
    return new ChurnFigures(pairs, pairs == 0 ? null : 1 - overlaps / pairs);
  }
}
