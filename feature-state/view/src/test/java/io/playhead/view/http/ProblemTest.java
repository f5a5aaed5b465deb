package io.playhead.view.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.view.OpenApiSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a caller is told who cannot be answered (RFC 9457). */
class ProblemTest {
  /** A problem, its status and what the status is called. */
  private record Case(Problem problem, int status, String title) {
    @Override
    public String toString() {
      return title;
    }
  }

  static List<Case> problems() {
    return List.of(
        new Case(Problem.badRequest("Say \"which\"."), 400, "Bad Request"),
        new Case(Problem.unauthorized("Send a token."), 401, "Unauthorized"),
        new Case(Problem.forbidden("It is another's."), 403, "Forbidden"),
        new Case(Problem.notFound("There is none."), 404, "Not Found"),
        new Case(Problem.unavailable("Try again\nlater."), 503, "Service Unavailable"),
        new Case(Problem.of(413, "It is too long."), 413, "Payload Too Large"),
        new Case(Problem.of(500, "It failed: ü\u2028."), 500, "Server Error"));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void isSentAsProblemDetails(Case one) throws Exception {
    StubContext answer = new StubContext();

    one.problem.send(answer.context());

    assertThat(answer.status).isEqualTo(one.status).isEqualTo(one.problem.status());
    assertThat(answer.contentType).isEqualTo("application/problem+json");
    JsonNode json = new ObjectMapper().readTree(answer.body);
    OpenApiSchema.of("Problem").check(json);
    assertThat(json.get("type").textValue()).isEqualTo("about:blank");
    assertThat(json.get("title").textValue()).isEqualTo(one.title);
    assertThat(json.get("status").intValue()).isEqualTo(one.status);
    assertThat(json.get("detail").textValue()).isEqualTo(one.problem.getMessage());
  }

  @Test
  void asksForATokenWhereOneIsMissing() {
    assertThat(headers(Problem.unauthorized("Send a token.")))
        .isEqualTo(Map.of("WWW-Authenticate", "Bearer"));
  }

  @Test
  void saysWhenToComeAgain() {
    assertThat(headers(Problem.unavailable("Try again."))).isEqualTo(Map.of("Retry-After", "1"));
  }

  @Test
  void hasNoSuchHeadersOtherwise() {
    assertThat(headers(Problem.badRequest("No."))).isEmpty();
    assertThat(headers(Problem.forbidden("No."))).isEmpty();
    assertThat(headers(Problem.notFound("No."))).isEmpty();
    assertThat(headers(Problem.of(500, "No."))).isEmpty();
  }

  @Test
  void costsNoStackTrace() {
    assertThat(Problem.badRequest("No.").getStackTrace()).isEmpty();
  }

  private static Map<String, String> headers(Problem problem) {
    StubContext answer = new StubContext();
    problem.send(answer.context());
    return answer.headers;
  }
}
