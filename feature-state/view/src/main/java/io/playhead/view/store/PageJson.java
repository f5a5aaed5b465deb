package io.playhead.view.store;

import com.fasterxml.jackson.core.JsonGenerator;
import io.playhead.schemas.Item;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RequestContext;
import io.playhead.schemas.Row;
import io.playhead.schemas.Timings;
import java.io.IOException;
import java.util.List;

/**
 * A page as lookups answer it: schema Home of {@code openapi.yaml}, without what differs by asker.
 */
final class PageJson {
  private PageJson() {}

  /**
   * The page.
   *
   * @param receivedAtMs when this view had it
   */
  static byte[] of(Recommendation page, long receivedAtMs) {
    return JsonBytes.object(
        json -> {
          JsonBytes.string(json, "memberId", page.getMemberId());
          JsonBytes.string(json, "kind", "personal");
          json.writeNumberField("revision", page.getRevision());
          JsonBytes.string(json, "modelId", page.getModelId());
          JsonBytes.time(json, "madeAt", page.getMadeAtMs());
          context(json, page.getContext());
          rows(json, page.getRows());
          json.writeObjectFieldStart("reflects");
          JsonBytes.string(json, "topic", page.getReflects().getTopic());
          json.writeNumberField("partition", page.getReflects().getPartition());
          json.writeNumberField("offset", page.getReflects().getOffset());
          json.writeEndObject();
          timings(json, page.getTimings(), receivedAtMs);
        });
  }

  private static void context(JsonGenerator json, RequestContext context) throws IOException {
    json.writeObjectFieldStart("context");
    JsonBytes.time(json, "eventTime", context.getEventTimeMs());
    JsonBytes.string(json, "deviceType", context.getDeviceType());
    JsonBytes.string(json, "country", context.getCountry());
    JsonBytes.string(json, "locale", context.getLocale());
    JsonBytes.number(json, "localHour", context.getLocalHour());
    JsonBytes.number(json, "localWeekday", context.getLocalWeekday());
    JsonBytes.string(json, "ageRatingMax", context.getAgeRatingMax());
    json.writeEndObject();
  }

  static void rows(JsonGenerator json, List<Row> rows) throws IOException {
    json.writeArrayFieldStart("rows");
    for (Row row : rows) {
      json.writeStartObject();
      JsonBytes.string(json, "row", row.getRow());
      json.writeArrayFieldStart("items");
      for (Item item : row.getItems()) {
        json.writeStartObject();
        JsonBytes.string(json, "titleId", item.getTitleId());
        json.writeNumberField("score", item.getScore());
        JsonBytes.string(json, "reason", item.getReason());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void timings(JsonGenerator json, Timings timings, long receivedAtMs)
      throws IOException {
    json.writeObjectFieldStart("timings");
    JsonBytes.time(json, "appendedAt", timings.getAppendedMs());
    JsonBytes.time(json, "readAt", timings.getReadMs());
    JsonBytes.time(json, "listedAt", timings.getListedMs());
    JsonBytes.time(json, "receivedAt", receivedAtMs);
    json.writeEndObject();
  }
}
