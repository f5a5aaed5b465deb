package io.playhead.view.http;

import io.playhead.view.store.Owner;
import io.playhead.view.store.ViewStores;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Which instance answers for a member: the one that owns the partition, and while that is away or
 * catches up, one that follows it, marked as stale. Any thread.
 */
final class Lookup {
  private final ViewStores stores;
  private final HostInfo self;

  Lookup(ViewStores stores, HostInfo self) {
    this.stores = stores;
    this.self = self;
  }

  /**
   * The member's record of that store, or who to ask.
   *
   * @param forwarded another instance asks: nobody else is asked in turn
   */
  Found find(String store, String memberId, boolean forwarded) {
    ReadOnlyKeyValueStore<String, byte[]> owned = stores.owned(store, memberId);
    if (owned != null) {
      try {
        return Found.here(owned.get(memberId), false);
      } catch (InvalidStateStoreException e) {
        // Closed between the two lines: somebody else's from now on.
      }
    }
    Owner owner = stores.owner(store, memberId);
    if (self.equals(owner.active())) {
      try {
        return Found.here(stores.get(store, owner.partition(), memberId, false), false);
      } catch (InvalidStateStoreException e) {
        // Being restored: what is there already, or a standby, is better than nothing.
        Found stale = stale(store, memberId);
        return stale.here() || forwarded ? stale : Found.elsewhere(owner.standbys());
      }
    }
    if (forwarded) {
      return stale(store, memberId);
    }
    List<HostInfo> hosts = new ArrayList<>();
    if (owner.active() != null) {
      hosts.add(owner.active());
    }
    owner.standbys().stream().filter(host -> !host.equals(self)).forEach(hosts::add);
    return hosts.isEmpty() ? stale(store, memberId) : Found.elsewhere(hosts);
  }

  /** What this instance has of the member without being its owner; elsewhere nobody: nothing. */
  Found stale(String store, String memberId) {
    int partition = stores.owner(store, memberId).partition();
    if (partition < 0) {
      return Found.elsewhere(List.of());
    }
    try {
      return Found.here(stores.get(store, partition, memberId, true), true);
    } catch (InvalidStateStoreException e) {
      return Found.elsewhere(List.of());
    }
  }
}
