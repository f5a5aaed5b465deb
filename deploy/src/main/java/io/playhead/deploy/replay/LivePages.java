package io.playhead.deploy.replay;

import io.playhead.schemas.Arrival;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Reflects;
import io.playhead.schemas.recording.ArrivedRecords;
import io.playhead.schemas.recording.RecordIterator;
import io.playhead.schemas.recording.Recording;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeSet;

/**
 * The pages that were published live while a recording's events arrived, by the place of the event
 * that each reflects: where its record stood on Kafka tells. One thread.
 */
final class LivePages {
  /** How long after its arrival a title or a release may come into force; a second, and a load. */
  private static final long CHANGE_MS = 2_000;

  private final Recording recording;
  private final Map<String, Map<Long, Integer>> placesByPartition = new HashMap<>();
  private final TreeSet<Long> changesMs = new TreeSet<>();
  private int events;
  private boolean[] aroundAChange;

  private LivePages(Recording recording) {
    this.recording = recording;
  }

  /** Finds out where each event of the recording stood. */
  static LivePages of(Recording recording) {
    LivePages live = new LivePages(recording);
    try (ArrivedRecords all = ArrivedRecords.events(recording)) {
      while (all.hasNext()) {
        live.event(all.next().arrival());
      }
    }
    try (ArrivedRecords control = ArrivedRecords.control(recording)) {
      while (control.hasNext()) {
        live.changesMs.add(control.next().arrivedMs());
      }
    }
    return live;
  }

  private void event(Arrival arrival) {
    if (arrival != null) {
      placesByPartition
          .computeIfAbsent(
              partition(arrival.getTopic(), arrival.getPartition()), p -> new HashMap<>())
          .put(arrival.getOffset(), events);
    }
    events++;
  }

  private static String partition(String topic, int partition) {
    return topic + "-" + partition;
  }

  /** Holds them against the lists of a replay; null where the recording holds none. */
  DeterminismFigures.Live comparedTo(PageHashes replayed) {
    aroundAChange = new boolean[events];
    long[] pages = new long[2]; // all, and those of events that are not in the recording
    PageHashes live;
    try (RecordIterator<Recommendation> recorded = recording.pages()) {
      live = PageHashes.of(placed(recorded, pages), events);
    }
    if (pages[0] == 0) {
      return null;
    }
    long[] counts = new long[PageHashes.Likeness.values().length];
    long around = 0;
    for (int place = 0; place < events; place++) {
      if (live.has(place)) {
        if (aroundAChange[place]) {
          around++;
        } else {
          counts[live.likeness(replayed, place).ordinal()]++;
        }
      }
    }
    long identical = counts[PageHashes.Likeness.IDENTICAL.ordinal()];
    long sameOrder = identical + counts[PageHashes.Likeness.SAME_ORDER.ordinal()];
    return new DeterminismFigures.Live(
        pages[0],
        sameOrder + counts[PageHashes.Likeness.DIFFERENT.ordinal()],
        identical,
        sameOrder,
        counts[PageHashes.Likeness.OTHER_REVISION.ordinal()],
        around,
        pages[1] + counts[PageHashes.Likeness.MISSING.ordinal()]);
  }

  /** The pages of recorded events, each naming its event as a replay's does. */
  private Iterator<Recommendation> placed(RecordIterator<Recommendation> recorded, long[] pages) {
    return new Iterator<>() {
      private Recommendation next;

      @Override
      public boolean hasNext() {
        while (next == null && recorded.hasNext()) {
          Recommendation page = recorded.next();
          pages[0]++;
          Integer place = place(page.getReflects());
          if (place == null) {
            pages[1]++;
            continue;
          }
          Long change = changesMs.floor(page.getTimings().getListedMs());
          aroundAChange[place] =
              change != null && page.getTimings().getListedMs() - change < CHANGE_MS;
          page.setReflects(new Reflects(page.getReflects().getTopic(), 0, (long) place));
          next = page;
        }
        return next != null;
      }

      @Override
      public Recommendation next() {
        Recommendation page = next;
        next = null;
        return page;
      }
    };
  }

  private Integer place(Reflects reflects) {
    return placesByPartition
        .getOrDefault(partition(reflects.getTopic(), reflects.getPartition()), Map.of())
        .get(reflects.getOffset());
  }
}
