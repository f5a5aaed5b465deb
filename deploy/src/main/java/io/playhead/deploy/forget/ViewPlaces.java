package io.playhead.deploy.forget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.local.Await;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks the view for the members' pages and tokens, as any caller would. One thread. */
final class ViewPlaces {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  /** The view reads the null a moment after the job has written it. */
  private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(15);

  private static final String WHAT = "the member's page and newest tokens";

  private final URI view;
  private final String token;
  private final HttpClient http;

  /**
   * @param token bearer token; null: none
   */
  ViewPlaces(URI view, String token) {
    this.view = view;
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_LIMIT)
            .build();
  }

  /** What it answers about members who were to be forgotten at those times. */
  Place look(Map<String, Long> erasedAtMs) {
    List<String> left = new ArrayList<>();
    long newHistory = 0;
    long untilNs = System.nanoTime() + CATCH_UP_LIMIT.toNanos();
    try {
      for (Map.Entry<String, Long> member : erasedAtMs.entrySet()) {
        Answer[] last = new Answer[1];
        boolean gone =
            Await.until(
                // Nobody waits for what nobody has asked for.
                member.getValue() == Long.MAX_VALUE
                    ? Duration.ZERO
                    : Duration.ofNanos(untilNs - System.nanoTime()),
                () -> {
                  last[0] = ask(member.getKey(), member.getValue());
                  return last[0] != Answer.OLD;
                });
        if (!gone) {
          left.add(member.getKey());
        } else if (last[0] == Answer.NEW) {
          newHistory++;
        }
      }
    } catch (NoAnswerException e) {
      return Place.of("view", WHAT, Verdict.NOT_LOOKED, 0, 0, e.getMessage());
    }
    if (!left.isEmpty()) {
      return Place.of(
          "view",
          WHAT,
          Verdict.LEFT,
          left.size(),
          left.size(),
          "it still answers; see that it reads the topics of this broker");
    }
    return newHistory > 0
        ? Place.of("view", WHAT, Verdict.NEW_HISTORY, newHistory, newHistory, "all of it is newer")
        : Place.of("view", WHAT, Verdict.NOTHING, 0, 0, "it has no page and no tokens");
  }

  private enum Answer {
    NOTHING,
    NEW,
    OLD
  }

  private Answer ask(String memberId, long erasedAtMs) {
    String member = "/v1/members/" + escaped(memberId);
    JsonNode page = get(member + "/home");
    JsonNode tokens = get(member + "/tokens").path("tokens");
    boolean hasPage = page.path("kind").asText().equals("personal");
    if (!hasPage && tokens.isEmpty()) {
      return Answer.NOTHING;
    }
    boolean isNew = !hasPage || isAfter(page.path("context").path("eventTime"), erasedAtMs);
    for (JsonNode each : tokens) {
      isNew &= isAfter(each.path("startedAt"), erasedAtMs);
    }
    return isNew ? Answer.NEW : Answer.OLD;
  }

  private static boolean isAfter(JsonNode time, long ms) {
    return Instant.parse(time.asText()).toEpochMilli() > ms;
  }

  private JsonNode get(String path) {
    URI target = view.resolve(path);
    HttpRequest.Builder request = HttpRequest.newBuilder(target).timeout(ANSWER_LIMIT);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new NoAnswerException(
            "the view at " + view + " answers with status " + response.statusCode() + ", not 200");
      }
      return new ObjectMapper().readTree(response.body());
    } catch (IOException e) {
      throw new NoAnswerException("the view at " + view + " does not answer: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException("interrupted while asking the view at " + view);
    }
  }

  private static String escaped(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Ends the look; becomes a line of the proof. */
  private static final class NoAnswerException extends RuntimeException {
    NoAnswerException(String sentence) {
      super(sentence);
    }
  }
}
