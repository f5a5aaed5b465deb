package io.playhead.view.http;

import io.playhead.schemas.TraceContext;
import io.playhead.view.store.StoredPage;
import java.util.function.BiConsumer;

/**
 * What an answer says of the page in it.
 *
 * @param tag the page's, weak: a page that is stale is another answer of the same page
 * @param trace that its list belongs to; null: none
 */
record PageHead(String tag, TraceContext trace) {
  /** A page may change at any moment; whoever keeps one asks whether it is still the newest. */
  static final String CACHE_CONTROL = "private, no-cache";

  private static final String WEAK = "W/";

  /** Of a page as the store keeps it. */
  static PageHead of(byte[] page) {
    return new PageHead(WEAK + '"' + StoredPage.id(page) + '"', StoredPage.trace(page));
  }

  /** Gives each header, by name. */
  void headers(BiConsumer<String, String> to) {
    to.accept("Cache-Control", CACHE_CONTROL);
    to.accept("ETag", tag);
    to.accept("Content-Type", "application/json");
    if (trace != null) {
      to.accept(TraceContext.HEADER, trace.toString());
    }
  }

  /**
   * Whether the caller has this page: weak comparison (RFC 9110, 8.8.3.2) with a list of tags.
   *
   * @param ifNoneMatch the request's header; null: it has none
   */
  boolean isAmong(String ifNoneMatch) {
    if (ifNoneMatch == null) {
      return false;
    }
    String opaque = tag.substring(WEAK.length());
    for (String part : ifNoneMatch.split(",")) {
      String candidate = part.strip();
      if (candidate.equals("*") || candidate.equals(tag) || candidate.equals(opaque)) {
        return true;
      }
    }
    return false;
  }
}
