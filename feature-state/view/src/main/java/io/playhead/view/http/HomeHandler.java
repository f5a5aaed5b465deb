package io.playhead.view.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.playhead.schemas.TraceContext;
import io.playhead.view.store.StoredPage;
import io.playhead.view.store.ViewTopology;
import java.io.IOException;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /v1/members/{memberId}/home}. */
final class HomeHandler implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(HomeHandler.class);

  /** A page may change at any moment; whoever keeps one asks whether it is still the newest. */
  private static final String CACHE_CONTROL = "private, no-cache";

  private final Access access;
  private final MemberAnswers answers;
  private final PopularPage popular;

  HomeHandler(Access access, MemberAnswers answers, PopularPage popular) {
    this.access = access;
    this.answers = answers;
    this.popular = popular;
  }

  @Override
  public void handle(Context context) {
    String memberId = Requests.memberId(context);
    access.member(context.header("Authorization"), memberId);
    Selection selection = Requests.selection(context);
    String country = Requests.country(context);
    String language = Requests.language(context);
    answers.answer(
        context,
        ViewTopology.PAGES,
        memberId,
        (to, page, stale) -> {
          to.header("Cache-Control", CACHE_CONTROL);
          if (page == null) {
            to.contentType("application/json")
                .result(selection.of(popular.of(memberId, country, language, stale)));
          } else {
            send(to, page, stale, selection);
          }
        });
  }

  private static void send(Context to, byte[] page, boolean stale, Selection selection) {
    String tag = "W/\"" + StoredPage.id(page) + "\"";
    to.header("ETag", tag).contentType("application/json");
    TraceContext trace = StoredPage.trace(page);
    if (trace != null) {
      to.header(TraceContext.HEADER, trace.toString());
    }
    if (matches(to.header("If-None-Match"), tag)) {
      to.status(HttpStatus.NOT_MODIFIED_304);
      return;
    }
    if (!selection.isAll()) {
      to.result(selection.of(StoredPage.answer(page, stale)));
      return;
    }
    try {
      StoredPage.writeAnswer(page, stale, to.outputStream());
    } catch (IOException e) {
      LOG.debug("Whoever asked has gone", e);
    }
  }

  /** Weak comparison (RFC 9110, 8.8.3.2) with a list of tags. */
  private static boolean matches(String header, String tag) {
    if (header == null) {
      return false;
    }
    String opaque = tag.substring("W/".length());
    for (String part : header.split(",")) {
      String candidate = part.strip();
      if (candidate.equals("*") || candidate.equals(tag) || candidate.equals(opaque)) {
        return true;
      }
    }
    return false;
  }
}
