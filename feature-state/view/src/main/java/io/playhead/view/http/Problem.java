package io.playhead.view.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A request that cannot be answered: thrown by handlers, sent as problem details (RFC 9457). Its
 * detail says what is wrong and what to do, and no member's id.
 */
final class Problem extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  static final String CONTENT_TYPE = "application/problem+json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final int status;

  private Problem(int status, String detail) {
    super(detail, null, false, false); // a caller's mistake needs no stack
    this.status = status;
  }

  static Problem badRequest(String detail) {
    return new Problem(HttpStatus.BAD_REQUEST_400, detail);
  }

  static Problem unauthorized(String detail) {
    return new Problem(HttpStatus.UNAUTHORIZED_401, detail);
  }

  static Problem forbidden(String detail) {
    return new Problem(HttpStatus.FORBIDDEN_403, detail);
  }

  static Problem notFound(String detail) {
    return new Problem(HttpStatus.NOT_FOUND_404, detail);
  }

  static Problem unavailable(String detail) {
    return new Problem(HttpStatus.SERVICE_UNAVAILABLE_503, detail);
  }

  /** The problem that a status without one stands for. */
  static Problem of(int status, String detail) {
    return new Problem(status, detail);
  }

  int status() {
    return status;
  }

  void send(Context context) {
    headers(context::header);
    context.status(status).result(json()).contentType(CONTENT_TYPE);
  }

  /** Sends it where no handler of the library is in between. */
  void send(Response response, Callback callback) {
    headers(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, CONTENT_TYPE);
    response.setStatus(status);
    response.write(true, ByteBuffer.wrap(json()), callback);
  }

  private void headers(BiConsumer<String, String> to) {
    if (status == HttpStatus.UNAUTHORIZED_401) {
      to.accept("WWW-Authenticate", "Bearer");
    } else if (status == HttpStatus.SERVICE_UNAVAILABLE_503
        || status == HttpStatus.TOO_MANY_REQUESTS_429) {
      to.accept("Retry-After", "1");
    }
  }

  byte[] json() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("type", "about:blank");
    json.put("title", HttpStatus.getMessage(status));
    json.put("status", status);
    json.put("detail", getMessage());
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
