package io.playhead.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.Certificates;
import io.playhead.deploy.local.SecureProcess;
import io.playhead.deploy.local.SecureServers;
import io.playhead.deploy.view.TokenMint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One view, asked over TLS by somebody who trusts its certificate alone. Test fixture. */
final class ViewOverTls {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;

  private final HttpClient http;
  private final String url;

  ViewOverTls(SecureProcess view, SecureServers servers) {
    this.url =
        view.output()
            .lines()
            .filter(line -> line.startsWith("listening: "))
            .map(line -> line.substring("listening: ".length()))
            .findFirst()
            .orElseThrow();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(Certificates.context(null, servers.trustStore()))
            .build();
  }

  /** Waits until the member's own page comes, whoever has it. */
  void awaitPage(String memberId, TokenMint mint) {
    assertThat(url).startsWith("https://");
    Exception[] last = new Exception[1];
    boolean came =
        Await.until(
            LIMIT,
            () -> {
              try {
                HttpResponse<String> answer = ask(memberId, mint.member(memberId));
                assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
                return answer.statusCode() == OK && isPersonal(answer.body());
              } catch (Exception e) {
                last[0] = e;
                return false;
              }
            });
    assertThat(came).as("a page of %s from %s, %s", memberId, url, last[0]).isTrue();
  }

  private static boolean isPersonal(String body) throws IOException {
    JsonNode page = new ObjectMapper().readTree(body);
    return page.path("kind").asText().equals("personal") && page.path("revision").asLong() > 0;
  }

  /** A member's page is for the member and for services. */
  void refusesOthers(String memberId, String other, TokenMint mint) {
    awaitStatus(UNAUTHORIZED, memberId, null);
    awaitStatus(FORBIDDEN, memberId, mint.member(other));
    awaitStatus(OK, memberId, mint.service());
  }

  private void awaitStatus(int status, String memberId, String token) {
    assertThat(Await.until(LIMIT, () -> ask(memberId, token).statusCode() == status))
        .as("%d for %s", status, memberId)
        .isTrue();
  }

  /** What does not speak TLS is not answered. */
  void refusesPlainHttp() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url.replace("https://", "http://") + "/health/live"))
            .timeout(Duration.ofSeconds(10))
            .build();
    HttpClient plain = HttpClient.newHttpClient();
    assertThatThrownBy(() -> plain.send(request, HttpResponse.BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
  }

  /** More requests than the rate in a moment: some are refused, and are let in again later. */
  void answersNoMoreThanItsRate(int requestsPerSecond) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/health/live")).build();
    List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    for (int i = 0; i < 5 * requestsPerSecond; i++) {
      sent.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
    }
    List<HttpResponse<String>> answers = sent.stream().map(CompletableFuture::join).toList();

    assertThat(answers).anyMatch(answer -> answer.statusCode() == OK);
    List<HttpResponse<String>> refused =
        answers.stream().filter(answer -> answer.statusCode() == TOO_MANY).toList();
    assertThat(refused).isNotEmpty();
    assertThat(refused.get(0).headers().firstValue("Retry-After")).contains("1");
    assertThat(Await.until(LIMIT, () -> send(request).statusCode() == OK)).isTrue();
  }

  private HttpResponse<String> ask(String memberId, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/v1/members/" + memberId + "/home"))
            .timeout(LIMIT);
    return send(
        (token == null ? request : request.header("Authorization", "Bearer " + token)).build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(request.uri() + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
