package io.playhead.deploy.compare;

import io.playhead.schemas.Title;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What is asked of titles, by number: those of the catalogue first, then titles that are played or
 * shown without being in it. Of several records of a title the last one counts. One thread.
 */
final class TitleColumns {
  private static final int UNKNOWN_DAY = Integer.MIN_VALUE;
  private static final int NEW_DAYS = 30;
  private static final long DAY_MS = 24 * 60 * 60_000L;

  private final Ordinals ids = new Ordinals();
  private final Ordinals kindNames = new Ordinals();
  private final List<String> names = new ArrayList<>();
  private final IntArrayList kinds = new IntArrayList();
  private final IntArrayList releaseDays = new IntArrayList();
  private final int catalogueSize;

  TitleColumns(Iterator<Title> catalogue) {
    while (catalogue.hasNext()) {
      Title title = catalogue.next();
      int ordinal = ordinal(title.getTitleId());
      names.set(ordinal, title.getName());
      kinds.set(ordinal, kindNames.of(title.getKind()));
      Integer day = title.getReleaseEpochDay();
      releaseDays.set(ordinal, day == null ? UNKNOWN_DAY : day);
    }
    catalogueSize = ids.size();
  }

  /** The number of that title; one that the catalogue lacks is added. */
  int ordinal(String titleId) {
    int ordinal = ids.of(titleId);
    if (ordinal == names.size()) {
      names.add("");
      kinds.add(kindNames.of(""));
      releaseDays.add(UNKNOWN_DAY);
    }
    return ordinal;
  }

  /** Titles of the catalogue: the numbers below. */
  int catalogueSize() {
    return catalogueSize;
  }

  /** All titles that have a number by now. */
  int size() {
    return ids.size();
  }

  String id(int title) {
    return ids.name(title);
  }

  /** Name to show; empty: unknown. */
  String name(int title) {
    return names.get(title);
  }

  /** Its kind; empty: unknown. */
  String kind(int title) {
    return kindNames.name(kinds.getInt(title));
  }

  /** Day of release, days since 1970-01-01 UTC; null: unknown. */
  Integer releaseEpochDay(int title) {
    return hasReleaseDay(title) ? (Integer) releaseDays.getInt(title) : null;
  }

  boolean hasReleaseDay(int title) {
    return releaseDays.getInt(title) != UNKNOWN_DAY;
  }

  /** Whether it is known to be under {@value #NEW_DAYS} days old, or not out yet, at that time. */
  boolean isNew(int title, long atMs) {
    return hasReleaseDay(title)
        && Math.floorDiv(atMs, DAY_MS) - releaseDays.getInt(title) < NEW_DAYS;
  }
}
