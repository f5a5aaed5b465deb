package io.playhead.view.http;

import io.playhead.view.store.Owner;
import io.playhead.view.store.PageListener;
import io.playhead.view.store.StoredPage;
import io.playhead.view.store.ViewStores;
import io.playhead.view.store.ViewTopology;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.state.HostInfo;

/**
 * All open streams. A member's are fed by the store's listener where this instance owns the member,
 * and by the owner's own stream where another does; each half second a look at who owns what moves
 * those whose partition has moved.
 */
final class PageStreams implements PageListener, AutoCloseable {
  private static final long LOOK_MS = 500;
  private static final long HEARTBEAT_MS = 15_000;

  private final Peers peers;
  private final PopularPage popular;
  private final HostInfo self;
  private final ViewStores stores;
  private final Lookup lookup;
  private final LongSupplier clockMs;
  private final Map<String, Set<OpenStream>> byMember = new ConcurrentHashMap<>();
  private final Set<OpenStream> all = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "page-streams");
            thread.setDaemon(true);
            return thread;
          });

  PageStreams(
      Peers peers,
      PopularPage popular,
      HostInfo self,
      ViewStores stores,
      Lookup lookup,
      LongSupplier clockMs) {
    this.peers = peers;
    this.popular = popular;
    this.self = self;
    this.stores = stores;
    this.lookup = lookup;
    this.clockMs = clockMs;
    timer.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(this::beat, HEARTBEAT_MS, HEARTBEAT_MS, TimeUnit.MILLISECONDS);
  }

  /** Streams that are open. */
  int count() {
    return all.size();
  }

  /** Takes a stream over until it ends. */
  void add(OpenStream stream) {
    all.add(stream);
    stream.events().ended().whenComplete((nothing, failure) -> remove(stream));
    attach(stream);
  }

  private void remove(OpenStream stream) {
    all.remove(stream);
    detach(stream);
  }

  @Override
  public void page(String memberId, byte[] storedPage) {
    Set<OpenStream> streams = byMember.get(memberId);
    if (streams != null) {
      PageId id = id(storedPage);
      byte[] event = SseText.page(id.toString(), StoredPage.answer(storedPage, false));
      streams.forEach(stream -> stream.events().page(id, event));
    }
  }

  @Override
  public void forgotten(String memberId) {
    Set<OpenStream> streams = byMember.get(memberId);
    if (streams != null) {
      streams.forEach(stream -> stream.events().forgotten());
    }
  }

  private static PageId id(byte[] storedPage) {
    return new PageId(StoredPage.revision(storedPage), StoredPage.madeAtMs(storedPage));
  }

  private void attach(OpenStream stream) {
    Owner owner = stores.owner(ViewTopology.PAGES, stream.memberId());
    stream.source(owner.active());
    if (self.equals(owner.active())) {
      // First the listener, then the store: a page in between comes twice rather than never.
      byMember.compute(
          stream.memberId(),
          (member, streams) -> {
            Set<OpenStream> more = streams == null ? ConcurrentHashMap.newKeySet() : streams;
            more.add(stream);
            return more;
          });
      current(stream, lookup.find(ViewTopology.PAGES, stream.memberId(), true));
    } else if (owner.active() != null && !stream.isForwarded()) {
      follow(stream, owner.active());
    } else {
      stream.source(null); // until the next look
      current(stream, lookup.stale(ViewTopology.PAGES, stream.memberId()));
    }
    if (stream.events().ended().isDone()) {
      detach(stream); // it ended meanwhile
    }
  }

  private void follow(OpenStream stream, HostInfo owner) {
    PeerStream peer = new PeerStream(stream.events(), () -> stream.source(null));
    stream.peer(peer);
    PageId newest = stream.events().newest();
    peers
        .follow(
            owner,
            stream.path(),
            stream.authorization(),
            newest == null ? stream.lastEventId() : newest.toString(),
            peer)
        .exceptionally(
            failure -> {
              stream.source(null); // tried again at the next look
              current(stream, lookup.stale(ViewTopology.PAGES, stream.memberId()));
              return null;
            });
  }

  private void current(OpenStream stream, Found found) {
    if (!found.here()) {
      return;
    }
    if (found.value() == null) {
      byte[] page =
          popular.of(stream.memberId(), stream.country(), stream.language(), found.stale());
      stream.events().popular(SseText.page(null, page));
      return;
    }
    PageId id = id(found.value());
    byte[] answer = StoredPage.answer(found.value(), found.stale());
    stream.events().page(id, SseText.page(id.toString(), answer));
  }

  private void detach(OpenStream stream) {
    stream.peer(null);
    byMember.computeIfPresent(
        stream.memberId(),
        (member, streams) -> {
          streams.remove(stream);
          return streams.isEmpty() ? null : streams;
        });
  }

  private void look() {
    long nowMs = clockMs.getAsLong();
    for (OpenStream stream : all) {
      HostInfo active = stores.owner(ViewTopology.PAGES, stream.memberId()).active();
      if (stream.expiresMs() <= nowMs) {
        stream.events().close();
      } else if (stream.source() == null || !stream.source().equals(active)) {
        detach(stream);
        attach(stream);
      }
    }
  }

  private void beat() {
    all.forEach(stream -> stream.events().heartbeat());
  }

  /** Ends all streams; callers come again, and find another instance. */
  @Override
  public void close() {
    timer.shutdownNow();
    all.forEach(stream -> stream.events().close());
  }
}
