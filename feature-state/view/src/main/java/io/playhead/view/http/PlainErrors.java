package io.playhead.view.http;

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
    problem(status == 0 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : status).send(response, callback);
    return true;
  }

  /** Whoever is not let in at all. */
  static boolean tooMany(Request request, Response response, Callback callback) {
    problem(HttpStatus.TOO_MANY_REQUESTS_429).send(response, callback);
    return true;
  }

  private static Problem problem(int status) {
    return Problem.of(status, detail(status));
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
