package io.playhead.view.http;

import io.javalin.http.Context;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Answers a question about one member from here, or with what the instance that has the member
 * says. When the owner is away, a copy that follows it is next, this instance's own first.
 */
final class MemberAnswers {
  private static final List<String> PASSED_BACK = List.of("ETag", "Cache-Control", "Vary");

  private final Lookup lookup;
  private final Peers peers;

  MemberAnswers(Lookup lookup, Peers peers) {
    this.lookup = lookup;
    this.peers = peers;
  }

  /** Sends what this instance has. */
  interface Answer {
    /**
     * Sends it.
     *
     * @param value the member's record; null: there is none
     */
    void send(Context context, byte[] value, boolean stale);
  }

  void answer(Context context, String store, String memberId, Answer answer) {
    Found found = lookup.find(store, memberId, Requests.isForwarded(context));
    if (found.here()) {
      answer.send(context, found.value(), found.stale());
      return;
    }
    Deque<HostInfo> hosts = new ArrayDeque<>(found.elsewhere());
    context.future(() -> ask(context, hosts, store, memberId, answer));
  }

  private CompletableFuture<Void> ask(
      Context context, Deque<HostInfo> hosts, String store, String memberId, Answer answer) {
    HostInfo host = hosts.poll();
    if (host == null) {
      Problem.unavailable("No instance has this member at the moment; try again.").send(context);
      return CompletableFuture.completedFuture(null);
    }
    return peers
        .ask(host, context)
        .handle(
            (response, failure) -> {
              if (failure == null) {
                passBack(context, response);
                return CompletableFuture.<Void>completedFuture(null);
              }
              Found stale = lookup.stale(store, memberId);
              if (stale.here()) {
                answer.send(context, stale.value(), true);
                return CompletableFuture.<Void>completedFuture(null);
              }
              return ask(context, hosts, store, memberId, answer);
            })
        .thenCompose(next -> next);
  }

  private static void passBack(Context context, HttpResponse<byte[]> response) {
    context.status(response.statusCode());
    for (String name : PASSED_BACK) {
      response.headers().firstValue(name).ifPresent(value -> context.header(name, value));
    }
    response.headers().firstValue("Content-Type").ifPresent(context::contentType);
    if (response.body().length > 0) {
      context.result(response.body());
    }
  }
}
