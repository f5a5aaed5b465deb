package io.playhead.view.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;

/** Tells the lookups that nothing needs to be decoded, chosen or packed for. */
final class PlainRequest {
  private static final String BEFORE = "/v1/members/";
  private static final String AFTER = "/home";

  private PlainRequest() {}

  /**
   * The member whose whole page is asked for as it is; null where anything else is asked, or an
   * error is due.
   */
  static String memberId(Request request) {
    String path = request.getHttpURI().getPath();
    boolean isPlain =
        HttpMethod.GET.is(request.getMethod())
            && path != null
            && path.startsWith(BEFORE)
            && path.endsWith(AFTER)
            && path.length() > BEFORE.length() + AFTER.length()
            && request.getHttpURI().getQuery() == null
            && !request.getHeaders().contains(HttpHeader.ACCEPT_ENCODING)
            && !request.getHeaders().contains(HttpHeader.CONTENT_TYPE);
    if (!isPlain) {
      return null;
    }
    String id = path.substring(BEFORE.length(), path.length() - AFTER.length());
    return id.length() <= Requests.ID_LENGTH_MAX && isLiteral(id) ? id : null;
  }

  /** Whether a path's segment stands for itself: no escapes, parameters, or dots in front. */
  private static boolean isLiteral(String segment) {
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!isLetter && c != '-' && c != '_' && c != ':' && (c != '.' || i == 0)) {
        return false;
      }
    }
    return true;
  }
}
