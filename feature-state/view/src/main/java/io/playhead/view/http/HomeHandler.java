package io.playhead.view.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.playhead.view.store.StoredPage;
import io.playhead.view.store.ViewTopology;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /v1/members/{memberId}/home}, whatever is asked; {@link PlainLookups} has the rest.
 */
final class HomeHandler implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(HomeHandler.class);

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
          if (page == null) {
            to.header("Cache-Control", PageHead.CACHE_CONTROL)
                .contentType("application/json")
                .result(selection.of(popular.of(memberId, country, language, stale)));
          } else {
            send(to, page, stale, selection);
          }
        });
  }

  private static void send(Context to, byte[] page, boolean stale, Selection selection) {
    PageHead head = PageHead.of(page);
    head.headers(to::header);
    if (head.isAmong(to.header("If-None-Match"))) {
      to.status(HttpStatus.NOT_MODIFIED_304);
      return;
    }
    if (!selection.isAll()) {
      to.result(selection.of(StoredPage.answer(page, stale)));
      return;
    }
    try {
      ByteBuffer answer = StoredPage.answerInPlace(page, stale);
      to.outputStream().write(answer.array(), answer.position(), answer.remaining());
    } catch (IOException e) {
      LOG.debug("Whoever asked has gone", e);
    }
  }
}
