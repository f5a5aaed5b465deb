package io.playhead.view.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what never reaches a handler, such as a request that is no HTTP or whose headers are too
 * large, in the form of every other error, and without repeating any of it.
 */
final class PlainErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    send(response, status == 0 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : status, callback);
    return true;
  }

  /** Whoever is not let in at all. */
  static boolean tooMany(Request request, Response response, Callback callback) {
    response.setStatus(HttpStatus.TOO_MANY_REQUESTS_429);
    response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    send(response, HttpStatus.TOO_MANY_REQUESTS_429, callback);
    return true;
  }

  private static void send(Response response, int status, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    byte[] json = Problem.of(status, detail(status)).json();
    response.write(true, ByteBuffer.wrap(json), callback);
  }

  private static String detail(int status) {
    return switch (status) {
      case HttpStatus.TOO_MANY_REQUESTS_429 ->
          "This address asks more often than it may; wait a second.";
      case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
          "The request's line or headers are longer than "
              + Connections.HEADER_BYTES_MAX
              + " bytes.";
      default ->
          status < HttpStatus.INTERNAL_SERVER_ERROR_500
                  || status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505
                  || status == HttpStatus.NOT_IMPLEMENTED_501
              ? "The request is not one that HTTP allows, or that /openapi.yaml lists."
              : "The view failed to answer; its log has the reason.";
    };
  }
}
