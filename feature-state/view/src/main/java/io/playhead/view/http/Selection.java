package io.playhead.view.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Set;

/**
 * The part of a page that was asked for.
 *
 * @param device kind of device that the page will be shown on; null: not said
 * @param limit titles of each row at most
 * @param rows names of rows; null: all
 */
record Selection(String device, int limit, Set<String> rows) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int NO_LIMIT = 1_000;

  /** Whether a page stays as it is, and need not be read to be sent. */
  boolean isAll() {
    return device == null && limit == NO_LIMIT && rows == null;
  }

  /** Of a page as JSON, what was asked for. */
  byte[] of(byte[] page) {
    if (isAll()) {
      return page;
    }
    try {
      ObjectNode json = (ObjectNode) MAPPER.readTree(page);
      cut((ArrayNode) json.get("rows"));
      if (device != null) {
        json.put(
            "matchesDevice", device.equals(json.path("context").path("deviceType").textValue()));
      }
      return MAPPER.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the store's own bytes
    }
  }

  private void cut(ArrayNode all) {
    for (Iterator<JsonNode> each = all.iterator(); each.hasNext(); ) {
      JsonNode row = each.next();
      if (rows != null && !rows.contains(row.get("row").textValue())) {
        each.remove();
        continue;
      }
      ArrayNode items = (ArrayNode) row.get("items");
      while (items.size() > limit) {
        items.remove(items.size() - 1);
      }
    }
  }
}
