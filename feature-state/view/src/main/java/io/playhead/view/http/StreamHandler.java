package io.playhead.view.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** {@code GET /v1/members/{memberId}/home/stream}. */
final class StreamHandler implements Handler {
  private static final int EVENT_ID_LENGTH_MAX = 64;

  private final Access access;
  private final PageStreams streams;

  StreamHandler(Access access, PageStreams streams) {
    this.access = access;
    this.streams = streams;
  }

  @Override
  public void handle(Context context) {
    String memberId = Requests.memberId(context);
    String authorization = context.header("Authorization");
    long expiresMs = access.member(authorization, memberId);
    String lastEventId = context.header("Last-Event-ID");
    if (lastEventId != null && lastEventId.length() > EVENT_ID_LENGTH_MAX) {
      throw Problem.badRequest("Last-Event-ID is the id of an event that this stream has sent.");
    }
    String country = Requests.country(context);
    String language = Requests.language(context);
    String path = target(context.req().getRequestURI(), country, language);
    boolean forwarded = Requests.isForwarded(context);
    context
        .contentType("text/event-stream")
        .header("Cache-Control", "private, no-store")
        // A proxy that collects an answer before it sends it would hold pages back.
        .header("X-Accel-Buffering", "no");
    context.future(
        () -> {
          EventStream events = open(context, PageId.parse(lastEventId));
          streams.add(
              new OpenStream(
                  memberId,
                  path,
                  authorization,
                  lastEventId,
                  country,
                  language,
                  forwarded,
                  expiresMs,
                  events));
          return events.ended();
        });
  }

  /** What the owner is asked: with all that was said of place and language, in parameters. */
  private static String target(String path, String country, String language) {
    List<String> said = new ArrayList<>();
    if (country != null) {
      said.add("country=" + country);
    }
    if (language != null) {
      said.add("locale=" + language);
    }
    return said.isEmpty() ? path : path + "?" + String.join("&", said);
  }

  private static EventStream open(Context context, PageId callerHas) {
    context.req().getAsyncContext().setTimeout(0); // as long as both want
    try {
      EventStream events = new EventStream(context.res().getOutputStream(), callerHas);
      events.open();
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
