package io.playhead.view.store;

import com.fasterxml.jackson.core.JsonGenerator;
import io.playhead.schemas.Availability;
import io.playhead.schemas.Title;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A title as the store keeps it: its day, by which new ones are found, then the answer of a lookup.
 *
 * <pre>
 *    0         1                            5
 *   +---------+----------------------------+--------------------------
 *   | version | release, days since 1970   | JSON, schema Title
 *   +---------+----------------------------+--------------------------
 * </pre>
 *
 * Big-endian; a day that is not known is the smallest int. Stateless.
 */
public final class StoredTitle {
  /** The day of a title whose release is not known. */
  static final int NO_DAY = Integer.MIN_VALUE;

  private static final byte VERSION = 1;
  private static final int DAY_AT = 1;
  private static final int JSON_AT = DAY_AT + Integer.BYTES;

  private StoredTitle() {}

  static byte[] encode(Title title) {
    byte[] json = json(title);
    Integer day = title.getReleaseEpochDay();
    return ByteBuffer.allocate(JSON_AT + json.length)
        .put(VERSION)
        .putInt(day == null ? NO_DAY : day)
        .put(json)
        .array();
  }

  /** Day of release, days since 1970-01-01 UTC, or {@link #NO_DAY}. */
  static int releaseEpochDay(byte[] stored) {
    return ByteBuffer.wrap(stored).getInt(DAY_AT);
  }

  /** The answer of a lookup, JSON in UTF-8. */
  public static byte[] json(byte[] stored) {
    return Arrays.copyOfRange(stored, JSON_AT, stored.length);
  }

  private static byte[] json(Title title) {
    return JsonBytes.object(
        json -> {
          JsonBytes.string(json, "titleId", title.getTitleId());
          JsonBytes.string(json, "kind", title.getKind());
          JsonBytes.string(json, "name", title.getName());
          Integer day = title.getReleaseEpochDay();
          JsonBytes.string(
              json, "releaseDate", day == null ? null : LocalDate.ofEpochDay(day).toString());
          JsonBytes.strings(json, "genres", title.getGenres());
          JsonBytes.strings(json, "directors", title.getDirectors());
          JsonBytes.strings(json, "cast", title.getCast());
          JsonBytes.strings(json, "countries", title.getCountries());
          JsonBytes.strings(json, "languages", title.getLanguages());
          JsonBytes.strings(json, "themes", title.getThemes());
          JsonBytes.string(json, "ageRating", title.getAgeRating());
          JsonBytes.number(json, "runtimeSeconds", title.getRuntimeSeconds());
          availability(json, title.getAvailability());
          JsonBytes.string(json, "synopsis", title.getSynopsis());
          json.writeObjectFieldStart("attributes");
          for (Map.Entry<String, String> attribute : title.getAttributes().entrySet()) {
            JsonBytes.string(json, attribute.getKey(), attribute.getValue());
          }
          json.writeEndObject();
        });
  }

  private static void availability(JsonGenerator json, List<Availability> availability)
      throws IOException {
    json.writeArrayFieldStart("availability");
    for (Availability part : availability) {
      json.writeStartObject();
      JsonBytes.string(json, "country", part.getCountry());
      JsonBytes.time(json, "from", part.getFromMs());
      JsonBytes.time(json, "until", part.getUntilMs());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
