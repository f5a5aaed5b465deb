package io.playhead.view.http;

import io.playhead.view.store.StoredPage;
import io.playhead.view.store.ViewStores;
import io.playhead.view.store.ViewTopology;
import java.nio.ByteBuffer;
import org.apache.kafka.streams.errors.StreamsException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what is asked most, {@code GET /v1/members/{memberId}/home} and no more, of a page that
 * this instance owns: before all other handlers, on the thread that has read the request, and
 * without waiting for a slow reader. Everything else goes to the others, on a thread of the pool,
 * as does a lookup whose token is still to be verified or whose store reads from disk.
 *
 * <p>Answers as {@link HomeHandler} does, to the last byte.
 */
final class PlainLookups extends Handler.Wrapper {
  private final Access access;
  private final ViewStores stores;
  private final RequestTimes times;
  private final StoreSpeed speed = new StoreSpeed();

  PlainLookups(Access access, ViewStores stores, RequestTimes times) {
    this.access = access;
    this.stores = stores;
    this.times = times;
  }

  /** Nothing here waits: other requests of the same thread do not wait for this one. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String memberId = PlainRequest.memberId(request);
    boolean isAtOnce =
        memberId != null
            && speed.isQuick()
            && access.isAtOnce(request.getHeaders().get(HttpHeader.AUTHORIZATION));
    if (!isAtOnce || !isAnswered(memberId, request, response, callback)) {
      String open = isAtOnce ? null : memberId;
      request.getContext().execute(() -> handleLater(open, request, response, callback));
    }
    return true;
  }

  /**
   * On a thread that may wait.
   *
   * @param memberId of a plain lookup that was not tried yet; null: it is none, or was
   */
  private void handleLater(String memberId, Request request, Response response, Callback callback) {
    try {
      if (memberId != null && isAnswered(memberId, request, response, callback)) {
        return;
      }
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Exception e) {
      Response.writeError(request, response, callback, e);
    }
  }

  /** Answers, unless another handler has to. */
  private boolean isAnswered(
      String memberId, Request request, Response response, Callback callback) {
    Callback timed =
        Callback.from(
            callback,
            () ->
                times.answered(
                    ViewServer.HOME,
                    response.getStatus(),
                    System.nanoTime() - request.getBeginNanoTime()));
    byte[] page;
    try {
      access.member(request.getHeaders().get(HttpHeader.AUTHORIZATION), memberId);
      page = read(memberId);
    } catch (Problem problem) {
      response.getHeaders().put(ViewServer.NO_SNIFF);
      problem.send(response, timed);
      return true;
    }
    if (page == null) {
      return false;
    }
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(ViewServer.NO_SNIFF);
    PageHead head = PageHead.of(page);
    head.headers(headers::put);
    boolean isKnown = head.isAmong(request.getHeaders().get(HttpHeader.IF_NONE_MATCH));
    response.setStatus(isKnown ? HttpStatus.NOT_MODIFIED_304 : HttpStatus.OK_200);
    response.write(
        true, isKnown ? ByteBuffer.allocate(0) : StoredPage.answerInPlace(page, false), timed);
    return true;
  }

  /** The member's page; null: there is none, or not here, or the store is about to close. */
  private byte[] read(String memberId) {
    var owned = stores.owned(ViewTopology.PAGES, memberId);
    if (owned == null) {
      return null;
    }
    long startNs = System.nanoTime();
    try {
      return owned.get(memberId);
    } catch (StreamsException e) {
      return null; // whatever it is, the next handler meets it too, and says so
    } finally {
      speed.took(System.nanoTime() - startNs);
    }
  }
}
