package io.playhead.view.http;

import org.apache.kafka.streams.state.HostInfo;

/** A caller's stream: what was asked, and where its pages come from at the moment. */
final class OpenStream {
  private final String memberId;
  private final String path;
  private final String authorization;
  private final String lastEventId;
  private final String country;
  private final String language;
  private final boolean forwarded;
  private final long expiresMs;
  private final EventStream events;
  private volatile HostInfo source;
  private PeerStream peer;

  /**
   * A stream.
   *
   * @param path of the request, for the instance that owns the member
   * @param forwarded another instance asks: its caller is sent to nobody else
   * @param expiresMs end of the caller's grant, ms since 1970
   */
  OpenStream(
      String memberId,
      String path,
      String authorization,
      String lastEventId,
      String country,
      String language,
      boolean forwarded,
      long expiresMs,
      EventStream events) {
    this.memberId = memberId;
    this.path = path;
    this.authorization = authorization;
    this.lastEventId = lastEventId;
    this.country = country;
    this.language = language;
    this.forwarded = forwarded;
    this.expiresMs = expiresMs;
    this.events = events;
  }

  String memberId() {
    return memberId;
  }

  String path() {
    return path;
  }

  String authorization() {
    return authorization;
  }

  String lastEventId() {
    return lastEventId;
  }

  String country() {
    return country;
  }

  String language() {
    return language;
  }

  boolean isForwarded() {
    return forwarded;
  }

  long expiresMs() {
    return expiresMs;
  }

  EventStream events() {
    return events;
  }

  /** The instance that pages come from; null: none, one is to be found. */
  HostInfo source() {
    return source;
  }

  void source(HostInfo host) {
    source = host;
  }

  /** Follows that instance's stream from now on, and no other; null: none. */
  synchronized void peer(PeerStream next) {
    if (peer != null) {
      peer.cancel();
    }
    peer = next;
  }
}
