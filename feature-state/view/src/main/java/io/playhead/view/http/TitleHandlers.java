package io.playhead.view.http;

import io.javalin.http.Context;
import io.playhead.view.store.StoredTitle;
import io.playhead.view.store.ViewStores;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** {@code GET /v1/titles/{titleId}} and {@code GET /v1/titles?ids=}. */
final class TitleHandlers {
  private static final byte[] START = "{\"titles\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

  /** Titles change seldom; half a minute old is good enough to show. */
  private static final String CACHE_CONTROL = "private, max-age=30";

  private final Access access;
  private final ViewStores stores;

  TitleHandlers(Access access, ViewStores stores) {
    this.access = access;
    this.stores = stores;
  }

  void one(Context context) {
    access.catalogue(context.header("Authorization"));
    String titleId = Requests.titleId(context);
    byte[] title = ready(() -> stores.title(titleId));
    if (title == null) {
      throw Problem.notFound("The catalogue has no such title.");
    }
    send(context, StoredTitle.json(title));
  }

  void several(Context context) {
    access.catalogue(context.header("Authorization"));
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.writeBytes(START);
    boolean first = true;
    for (String titleId : Requests.titleIds(context)) {
      byte[] title = ready(() -> stores.title(titleId));
      if (title != null) {
        if (!first) {
          json.write(',');
        }
        first = false;
        json.writeBytes(StoredTitle.json(title));
      }
    }
    json.writeBytes(END);
    send(context, json.toByteArray());
  }

  private static byte[] ready(Supplier<byte[]> lookup) {
    try {
      return lookup.get();
    } catch (InvalidStateStoreException e) {
      throw Problem.unavailable("The catalogue is being read; try again.");
    }
  }

  private static void send(Context context, byte[] json) {
    context.header("Cache-Control", CACHE_CONTROL).contentType("application/json").result(json);
  }
}
