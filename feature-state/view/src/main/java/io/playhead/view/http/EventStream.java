package io.playhead.view.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * One caller's stream of one member's pages. Takes pages from any thread and never blocks it: while
 * the caller is slow, the newest page waits and those before it are dropped. Sends none that is
 * older than one it has sent, whoever offers it.
 */
final class EventStream implements WriteListener {
  private final ServletOutputStream out;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  // All under this object's lock.
  private PageId callerHas;
  private PageId newest;
  private byte[] waiting;
  private boolean comment;
  private boolean unflushed = true; // status and headers go out at once, whatever there is to say
  private boolean begun;
  private boolean last;
  private boolean opened;

  /**
   * A stream that has sent nothing yet.
   *
   * @param callerHas page that the caller has, and need not get again; null: none
   */
  EventStream(ServletOutputStream out, PageId callerHas) {
    this.out = out;
    this.callerHas = callerHas;
  }

  /** Begins to write; on the request's thread, once it is asynchronous. */
  void open() {
    out.setWriteListener(this);
  }

  /** Done when the caller has gone, the member was forgotten, or {@link #close} was called. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** The newest page offered; null: none. */
  synchronized PageId newest() {
    return newest;
  }

  /** Offers a page as an event's bytes. */
  synchronized void page(PageId id, byte[] event) {
    if (last || newest != null && id.compareTo(newest) <= 0) {
      return;
    }
    newest = id;
    if (id.equals(callerHas)) {
      waiting = null;
    } else {
      send(event);
    }
  }

  /** Offers a page that is not the member's own, unless a page of any kind has been sent. */
  synchronized void popular(byte[] event) {
    if (!last && !begun && newest == null) {
      send(event);
    }
  }

  /** Whatever the caller had, it shows this from now on. */
  private void send(byte[] event) {
    callerHas = null;
    begun = true;
    waiting = event;
    drain();
  }

  /** Says that the member asked to be forgotten, and ends. */
  synchronized void forgotten() {
    if (!last) {
      last = true;
      send(SseText.FORGOTTEN);
    }
  }

  /** Keeps the connection, and finds out whether the caller is still there. */
  synchronized void heartbeat() {
    comment = !last;
    drain();
  }

  /** Ends, without another word. */
  void close() {
    ended.complete(null);
  }

  @Override
  public synchronized void onWritePossible() {
    opened = true;
    drain();
  }

  @Override
  public void onError(Throwable failure) {
    close();
  }

  /** Writes while the connection takes it; when it does not, the server calls again. */
  private void drain() {
    try {
      while (opened && !ended.isDone() && out.isReady()) {
        if (waiting != null) {
          byte[] event = waiting;
          waiting = null;
          comment = false;
          unflushed = true;
          out.write(event);
        } else if (comment) {
          comment = false;
          unflushed = true;
          out.write(SseText.COMMENT);
        } else if (unflushed) {
          unflushed = false;
          out.flush();
        } else {
          if (last) {
            close();
          }
          return;
        }
      }
    } catch (IOException | IllegalStateException e) {
      close(); // the caller has gone
    }
  }
}
