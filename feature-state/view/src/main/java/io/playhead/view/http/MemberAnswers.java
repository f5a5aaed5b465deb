package io.playhead.view.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.javalin.http.Context;
import io.playhead.schemas.TraceContext;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Answers a question about one member from here, or with what the instance that has the member
 * says. When the owner is away, a copy that follows it is next, this instance's own first. While a
 * copy becomes the owner its store is closed for some tens of milliseconds: that is waited for,
 * without a thread.
 */
final class MemberAnswers {
  private static final List<String> PASSED_BACK =
      List.of("ETag", "Cache-Control", "Vary", TraceContext.HEADER);

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);
  private static final Executor LATER = CompletableFuture.delayedExecutor(50, MILLISECONDS);

  /** Under what a caller waits for, and over what a change of owners takes. */
  private static final long PATIENCE_NS = 2_000_000_000L;

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
    Question question =
        new Question(context, store, memberId, answer, System.nanoTime() + PATIENCE_NS);
    Found found = lookup.find(store, memberId, Requests.isForwarded(context));
    if (found.here()) {
      question.send(found);
    } else {
      context.future(() -> ask(question, new ArrayDeque<>(found.elsewhere())));
    }
  }

  private record Question(
      Context context, String store, String memberId, Answer answer, long untilNs) {
    void send(Found found) {
      answer.send(context, found.value(), found.stale());
    }

    /** Whoever passed a question on waits and asks again itself. */
    boolean isPatient() {
      return !Requests.isForwarded(context) && System.nanoTime() - untilNs < 0;
    }
  }

  private CompletableFuture<Void> ask(Question question, Deque<HostInfo> hosts) {
    HostInfo host = hosts.poll();
    if (host == null) {
      return askLater(question);
    }
    return peers
        .ask(host, question.context)
        .handle(
            (response, failure) -> {
              if (failure == null) {
                passBack(question.context, response);
                return DONE;
              }
              Found stale = lookup.stale(question.store, question.memberId);
              if (stale.here()) {
                question.send(stale);
                return DONE;
              }
              return ask(question, hosts);
            })
        .thenCompose(next -> next);
  }

  private CompletableFuture<Void> askLater(Question question) {
    if (!question.isPatient()) {
      Problem.unavailable("No instance has this member at the moment; try again.")
          .send(question.context);
      return DONE;
    }
    return CompletableFuture.supplyAsync(
            () -> lookup.find(question.store, question.memberId, false), LATER)
        .thenCompose(
            found -> {
              if (found.here()) {
                question.send(found);
                return DONE;
              }
              return ask(question, new ArrayDeque<>(found.elsewhere()));
            });
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
