package io.playhead.view.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;

/** Reads the events of another instance's stream and offers them to a caller of this one. */
final class PeerStream implements Flow.Subscriber<String> {
  private final EventStream caller;
  private final Runnable whenEnded;
  private Flow.Subscription lines;
  private boolean cancelled;
  private String event = "";
  private String id;
  private String data = "";

  /**
   * For that caller.
   *
   * @param whenEnded called when there is no more, however it ended
   */
  PeerStream(EventStream caller, Runnable whenEnded) {
    this.caller = caller;
    this.whenEnded = whenEnded;
  }

  /** Ends it from this side. */
  synchronized void cancel() {
    cancelled = true;
    if (lines != null) {
      lines.cancel();
    }
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription subscription) {
    lines = subscription;
    if (cancelled) {
      subscription.cancel();
    } else {
      subscription.request(Long.MAX_VALUE); // the caller keeps the newest page alone
    }
  }

  @Override
  public void onNext(String line) {
    int colon = line.indexOf(':');
    if (line.isEmpty()) {
      dispatch();
    } else if (colon > 0) {
      String value = line.substring(colon + 1).stripLeading();
      switch (line.substring(0, colon)) {
        case "event" -> event = value;
        case "id" -> id = value;
        case "data" -> data = value; // ours has one line
        default -> {}
      }
    }
  }

  private void dispatch() {
    PageId page = PageId.parse(id);
    byte[] json = data.getBytes(StandardCharsets.UTF_8);
    if (event.equals("page") && page != null) {
      caller.page(page, SseText.page(id, json));
    } else if (event.equals("page")) {
      caller.popular(SseText.page(null, json));
    } else if (event.equals("forgotten")) {
      caller.forgotten();
    }
    event = "";
    id = null;
    data = "";
  }

  @Override
  public void onError(Throwable failure) {
    onComplete();
  }

  @Override
  public synchronized void onComplete() {
    if (!cancelled) {
      whenEnded.run();
    }
  }
}
