package io.playhead.view.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of this instance, for lookups on any thread. */
public final class ViewStores {
  private static final Serializer<String> KEY = new StringSerializer();

  private final KafkaStreams streams;
  private final OwnedPages owned;
  private final ConcurrentMap<Place, ReadOnlyKeyValueStore<String, byte[]>> handles =
      new ConcurrentHashMap<>();

  /** A partition of a store, and whether a copy that follows will do. */
  private record Place(String store, int partition, boolean stale) {}

  /** Of that instance. */
  public ViewStores(KafkaStreams streams, OwnedPages owned) {
    this.streams = streams;
    this.owned = owned;
  }

  /** The store that has the member's record, where this instance owns it; null: ask who does. */
  public ReadOnlyKeyValueStore<String, byte[]> owned(String store, String memberId) {
    return store.equals(ViewTopology.PAGES) ? owned.of(memberId) : null;
  }

  /** Who has the member's records of that store. */
  public Owner owner(String store, String memberId) {
    try {
      KeyQueryMetadata metadata = streams.queryMetadataForKey(store, memberId, KEY);
      if (metadata == null || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
        return new Owner(-1, null, List.of());
      }
      HostInfo active = metadata.activeHost();
      return new Owner(
          metadata.partition(),
          HostInfo.unavailable().equals(active) ? null : active,
          List.copyOf(metadata.standbyHosts()));
    } catch (StreamsNotStartedException | IllegalStateException e) {
      return new Owner(-1, null, List.of());
    }
  }

  /**
   * What the member's partition has here; null: nothing.
   *
   * @param stale whether a copy that follows or is being restored will do
   * @throws InvalidStateStoreException the partition is not here, or not ready
   */
  public byte[] get(String store, int partition, String memberId, boolean stale) {
    Place place = new Place(store, partition, stale);
    ReadOnlyKeyValueStore<String, byte[]> handle = handles.get(place);
    if (handle != null) {
      try {
        return handle.get(memberId);
      } catch (InvalidStateStoreException e) {
        handles.remove(place, handle); // moved or closed; perhaps it is back
      }
    }
    handle = open(place);
    byte[] value = handle.get(memberId);
    handles.put(place, handle);
    return value;
  }

  private ReadOnlyKeyValueStore<String, byte[]> open(Place place) {
    StoreQueryParameters<ReadOnlyKeyValueStore<String, byte[]>> query =
        StoreQueryParameters.<ReadOnlyKeyValueStore<String, byte[]>>fromNameAndType(
                place.store, QueryableStoreTypes.keyValueStore())
            .withPartition(place.partition);
    return opened(place.stale ? query.enableStaleStores() : query);
  }

  private ReadOnlyKeyValueStore<String, byte[]> opened(
      StoreQueryParameters<ReadOnlyKeyValueStore<String, byte[]>> query) {
    try {
      return streams.store(query);
    } catch (StreamsNotStartedException | IllegalStateException e) {
      throw new InvalidStateStoreException(e);
    }
  }

  /**
   * The title; null: there is none.
   *
   * @throws InvalidStateStoreException titles are not ready
   */
  public byte[] title(String titleId) {
    return all(ViewTopology.TITLES).get(titleId);
  }

  /** Everything of a store that every instance has, or of the partitions that are here. */
  ReadOnlyKeyValueStore<String, byte[]> all(String store) {
    return opened(StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore()));
  }

  /** Members who have a page here, {@code countMax} of them at most. */
  public List<String> members(int countMax) {
    List<String> members = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> pages = all(ViewTopology.PAGES).all()) {
      while (members.size() < countMax && pages.hasNext()) {
        members.add(pages.next().key);
      }
    }
    return members;
  }

  /** A member's newest tokens, as JSON; of bytes that {@link #get} gave. */
  public static List<byte[]> tokens(byte[] stored) {
    return RecentTokens.decode(stored).json();
  }
}
