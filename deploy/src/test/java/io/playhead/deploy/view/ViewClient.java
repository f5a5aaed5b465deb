package io.playhead.deploy.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.local.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/** Asks one view as any caller would, and holds each answer against the contract. Test fixture. */
final class ViewClient {
  /** Long enough for a machine that is busy with something else. */
  static final Duration LIMIT = Duration.ofSeconds(90);

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .build();

  private final String url;
  private final Contract contract;

  /** Of the view at that address. */
  ViewClient(String url) {
    this.url = url;
    this.contract = new Contract(exchange(request("GET", "/openapi.yaml", null)).text());
  }

  /** Names and values of headers in turns. */
  Answer get(String target, String... headers) {
    return send("GET", target, null, headers);
  }

  /** One that no URI may have, onto a socket as it is. */
  Answer getAsItIs(String target) {
    try {
      String request = "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      int patienceMs = (int) LIMIT.toMillis();
      return RawHttp.send(URI.create(url).getPort(), request, patienceMs).answer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer post(String target, String contentType, String body) {
    return send("POST", target, body, "Content-Type", contentType);
  }

  private Answer send(String method, String target, String body, String... headers) {
    Answer answer = exchange(request(method, target, body, headers));
    contract.check(method, target, answer);
    return answer;
  }

  private HttpRequest request(String method, String target, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + target))
            .timeout(LIMIT)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    return headers.length == 0 ? request.build() : request.headers(headers).build();
  }

  private static Answer exchange(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(request.uri() + " did not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + request.uri(), e);
    }
  }

  /** Asks again and again until the answer is as wanted; fails with the last one otherwise. */
  Answer await(String target, Predicate<Answer> wanted) {
    Answer[] last = new Answer[1];
    boolean came =
        Await.until(
            LIMIT,
            () -> {
              last[0] = get(target);
              return wanted.test(last[0]);
            });
    assertThat(came).as("%s answered at last %s", target, last[0]).isTrue();
    return last[0];
  }

  /** Waits until the member has a page of that revision. */
  Answer awaitRevision(String memberId, long revision) {
    return await(home(memberId), answer -> answer.json().path("revision").asLong(-1) == revision);
  }

  /** Opens the member's stream; {@link #page} holds what it sends against the contract. */
  StreamReader stream(String memberId, String... headers) {
    return open(home(memberId) + "/stream", headers);
  }

  /** Opens a stream at that path and query. */
  StreamReader open(String target, String... headers) {
    StreamReader reader = StreamReader.open(url + target, headers);
    contract.checkBegun(target, reader.answer());
    return reader;
  }

  /** Fails unless the event's page has the form of a lookup's. */
  Answer page(String memberId, StreamReader.Event event) {
    assertThat(event).as("an event for %s", memberId).isNotNull();
    assertThat(event.name()).isEqualTo("page");
    Answer page = event.asAnswer();
    contract.check("GET", home(memberId), page);
    return page;
  }

  /** Where it is. */
  String url() {
    return url;
  }

  /** An id as a part of a path. */
  static String escaped(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Path of a lookup of a member whose id needs no escaping. */
  static String home(String memberId) {
    return "/v1/members/" + memberId + "/home";
  }
}
