package io.playhead.deploy.view;

import io.playhead.deploy.local.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads one stream of server-sent events, on the client's threads. Test fixture. */
final class StreamReader implements Flow.Subscriber<String>, AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .build();

  private static final HttpHeaders JSON =
      HttpHeaders.of(Map.of("Content-Type", List.of("application/json")), (name, value) -> true);

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicInteger comments = new AtomicInteger();
  private volatile Answer answer;
  private volatile Flow.Subscription lines;
  private volatile boolean ended;
  private volatile Throwable failure;
  private String name = "";
  private String id;
  private String data = "";

  /** An event; its id is null where it had none. */
  record Event(String name, String id, String data) {
    /** As if it were the answer of a lookup. */
    Answer asAnswer() {
      return new Answer(200, JSON, data.getBytes(StandardCharsets.UTF_8));
    }
  }

  private StreamReader() {}

  /** Opens it and waits for status and headers. */
  static StreamReader open(String url, String... headers) {
    StreamReader reader = new StreamReader();
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    HTTP.sendAsync(
            (headers.length == 0 ? request : request.headers(headers)).build(),
            info -> {
              reader.answer = new Answer(info.statusCode(), info.headers(), new byte[0]);
              return HttpResponse.BodySubscribers.fromLineSubscriber(reader);
            })
        .whenComplete(
            (response, failure) -> {
              reader.failure = failure;
              reader.ended = true;
            });
    if (!Await.until(ViewClient.LIMIT, () -> reader.answer != null || reader.ended)
        || reader.answer == null) {
      throw new AssertionError(url + " sent no headers", reader.failure);
    }
    return reader;
  }

  /** Status and headers; the body is in the events. */
  Answer answer() {
    return answer;
  }

  /** The next event; null: none came in time. */
  Event next(Duration limit) {
    try {
      return events.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an event", e);
    }
  }

  /** The next event, with a limit that only a view that sends none reaches. */
  Event next() {
    return next(ViewClient.LIMIT);
  }

  /** Comments that have come. */
  int comments() {
    return comments.get();
  }

  /** Waits until the view has ended it. */
  boolean awaitEnd(Duration limit) {
    return Await.until(limit, () -> ended);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    lines = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    if (line.isEmpty()) {
      if (!data.isEmpty()) {
        events.add(new Event(name, id, data));
      }
      name = "";
      id = null;
      data = "";
    } else if (line.startsWith(":")) {
      comments.incrementAndGet();
    } else if (line.startsWith("event: ")) {
      name = line.substring("event: ".length());
    } else if (line.startsWith("id: ")) {
      id = line.substring("id: ".length());
    } else if (line.startsWith("data: ")) {
      data = line.substring("data: ".length());
    } else {
      events.add(new Event("not of a stream: " + line, null, ""));
    }
  }

  @Override
  public void onError(Throwable failure) {
    ended = true;
  }

  @Override
  public void onComplete() {
    ended = true;
  }

  @Override
  public void close() {
    if (lines != null) {
      lines.cancel();
    }
  }
}
