package io.playhead.view.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Server-sent events as bytes (WHATWG HTML, 9.2). */
final class SseText {
  static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
  static final byte[] FORGOTTEN =
      "event: forgotten\ndata: {}\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

  private SseText() {}

  /**
   * A page.
   *
   * @param id what Last-Event-ID takes; null: the event has none
   * @param json one line
   */
  static byte[] page(String id, byte[] json) {
    String start = "event: page\n" + (id == null ? "" : "id: " + id + "\n") + "data: ";
    byte[] head = start.getBytes(StandardCharsets.US_ASCII);
    byte[] event = Arrays.copyOf(head, head.length + json.length + END.length);
    System.arraycopy(json, 0, event, head.length, json.length);
    System.arraycopy(END, 0, event, head.length + json.length, END.length);
    return event;
  }
}
