package io.playhead.view.http;

import io.javalin.http.Context;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The other instances of this view: asks them what this one does not have, in the name of whoever
 * asked. They check the token again. Safe on any thread; never blocks.
 */
final class Peers {
  /** An instance that is gone refuses at once; one that hangs must not hold a lookup for long. */
  private static final Duration CONNECT_LIMIT = Duration.ofMillis(500);

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

  private static final String LEGAL = "-._~:/?@!$&'()*+,;=";

  private static final List<String> PASSED_ON =
      List.of("Authorization", "If-None-Match", "Accept-Language");

  private final HttpClient client;
  private final String scheme;

  /**
   * Over http, or with a context over https.
   *
   * @param tls trusts the instances' certificates; null: they have none
   */
  Peers(SSLContext tls) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_LIMIT);
    this.client = (tls == null ? builder : builder.sslContext(tls)).build();
    this.scheme = tls == null ? "http://" : "https://";
  }

  /** Asks that instance the very question; fails when it cannot be reached or is not ready. */
  CompletableFuture<HttpResponse<byte[]>> ask(HostInfo host, Context question) {
    String query = question.queryString();
    HttpRequest.Builder request =
        request(host, question.req().getRequestURI() + (query == null ? "" : "?" + query))
            .timeout(ANSWER_LIMIT);
    for (String name : PASSED_ON) {
      String value = question.header(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    return client
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(
            response -> {
              if (response.statusCode() >= 500) {
                throw Problem.unavailable("Another instance answered " + response.statusCode());
              }
              return response;
            });
  }

  /** Follows a stream of that instance, line by line. */
  CompletableFuture<Void> follow(
      HostInfo host,
      String path,
      String authorization,
      String lastEventId,
      Flow.Subscriber<String> lines) {
    HttpRequest.Builder request = request(host, path);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return client
        .sendAsync(
            request.build(),
            response ->
                response.statusCode() == 200
                    ? HttpResponse.BodySubscribers.fromLineSubscriber(lines)
                    : HttpResponse.BodySubscribers.replacing(null))
        .thenAccept(
            response -> {
              if (response.statusCode() != 200) {
                throw Problem.unavailable("Another instance answered " + response.statusCode());
              }
            });
  }

  private HttpRequest.Builder request(HostInfo host, String target) {
    URI address = URI.create(scheme + host.host() + ":" + host.port() + escaped(target));
    return HttpRequest.newBuilder(address).header(Requests.FORWARDED, "1");
  }

  /** What a caller may send but a URI may not have (RFC 3986), percent-encoded. */
  static String escaped(String target) {
    StringBuilder escaped = new StringBuilder(target.length());
    byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean isEscape =
          c == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
      if (isEscape || isLegal(c)) {
        escaped.append(c);
      } else {
        escaped.append("%%%02X".formatted((int) c));
      }
    }
    return escaped.toString();
  }

  private static boolean isLegal(char c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || LEGAL.indexOf(c) >= 0);
  }

  private static boolean isHex(byte b) {
    return Character.digit(b, 16) >= 0;
  }
}
