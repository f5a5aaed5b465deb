package io.playhead.view.store;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * The titles that came out last. Reads the whole catalogue's days when asked, a second for a
 * million: whoever asks keeps the answer for a while.
 */
public final class NewTitles {
  private final ViewStores stores;

  private record Dated(String titleId, int day) {
    static final Comparator<Dated> OLDEST =
        Comparator.comparingInt(Dated::day)
            .thenComparing(Dated::titleId, Comparator.reverseOrder());
  }

  /** Of those stores. */
  public NewTitles(ViewStores stores) {
    this.stores = stores;
  }

  /**
   * Titles that were out on that day, newest first.
   *
   * @param epochDay days since 1970-01-01 UTC
   */
  public List<String> asOf(long epochDay, int countMax) {
    PriorityQueue<Dated> newest = new PriorityQueue<>(Dated.OLDEST);
    try (KeyValueIterator<String, byte[]> all = stores.all(ViewTopology.TITLES).all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> title = all.next();
        int day = StoredTitle.releaseEpochDay(title.value);
        if (day != StoredTitle.NO_DAY && day <= epochDay) {
          newest.add(new Dated(title.key, day));
          if (newest.size() > countMax) {
            newest.remove();
          }
        }
      }
    } catch (InvalidStateStoreException e) {
      return List.of(); // being read
    }
    return newest.stream().sorted(Dated.OLDEST.reversed()).map(Dated::titleId).toList();
  }
}
