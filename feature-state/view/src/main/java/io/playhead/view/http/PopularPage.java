package io.playhead.view.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.playhead.view.store.NewTitles;
import io.playhead.view.store.NewestEvent;
import io.playhead.view.store.PopularTitles;
import io.playhead.view.store.StoredTitle;
import io.playhead.view.store.ViewStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * The page of a member who has none yet: what is popular where they are, and what is new in a
 * language that they read. Made anew each ten seconds for those who share both. Any thread.
 */
final class PopularPage {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int ROW_LENGTH = 20;
  private static final int NEW_LOOKED_AT = 400; // of which a language's are shown
  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final int PLACES_KEPT = 1_000; // 250 countries, some languages of each; 5 KB each
  private static final long DAY_MS = 86_400_000;

  private final ViewStores stores;
  private final PopularTitles popular;
  private final NewTitles newTitles;
  private final NewestEvent newestEvent;
  private final LongSupplier clockMs;
  private final Cache<Place, ArrayNode> rows =
      Caffeine.newBuilder().maximumSize(PLACES_KEPT).expireAfterWrite(KEPT).build();
  private final Cache<Long, List<String>> newest =
      Caffeine.newBuilder().maximumSize(1).expireAfterWrite(KEPT).build();

  private record Place(String country, String language) {}

  PopularPage(ViewStores stores, NewestEvent newestEvent, LongSupplier clockMs) {
    this.stores = stores;
    this.popular = new PopularTitles(stores);
    this.newTitles = new NewTitles(stores);
    this.newestEvent = newestEvent;
    this.clockMs = clockMs;
  }

  /**
   * The page, schema Home of {@code openapi.yaml}.
   *
   * @param country two letters; null: not known
   * @param language such as pt; null: not known
   */
  byte[] of(String memberId, String country, String language, boolean stale) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("stale", stale);
    json.put("memberId", memberId);
    json.put("kind", "popular");
    json.set("rows", rows.get(new Place(country, language), this::rows));
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  private ArrayNode rows(Place place) {
    Long eventMs = newestEvent.ms();
    long nowMs = eventMs == null ? clockMs.getAsLong() : eventMs;
    Set<String> shown = new HashSet<>();
    ArrayNode all = MAPPER.createArrayNode();
    addRow(all, "popular", chosen(popular.in(place.country), place.country, null, nowMs, shown));
    List<String> latest = newest.get(nowMs / DAY_MS, day -> newTitles.asOf(day, NEW_LOOKED_AT));
    List<String> inLanguage = chosen(latest, place.country, place.language, nowMs, shown);
    addRow(
        all,
        "new",
        inLanguage.isEmpty() ? chosen(latest, place.country, null, nowMs, shown) : inLanguage);
    return all;
  }

  private List<String> chosen(
      List<String> titleIds, String country, String language, long nowMs, Set<String> shown) {
    List<String> chosen = new ArrayList<>();
    for (String titleId : titleIds) {
      if (chosen.size() == ROW_LENGTH) {
        break;
      }
      JsonNode title = title(titleId);
      if (title != null
          && isAvailable(title, country, nowMs)
          && (language == null || speaks(title, language))
          && shown.add(titleId)) {
        chosen.add(titleId);
      }
    }
    return chosen;
  }

  private JsonNode title(String titleId) {
    try {
      byte[] stored = stores.title(titleId);
      return stored == null ? null : MAPPER.readTree(StoredTitle.json(stored));
    } catch (InvalidStateStoreException e) {
      return null; // being read
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the store's own bytes
    }
  }

  /** As the engine's rule: no entry is everywhere; else an entry of the country, or of all. */
  private static boolean isAvailable(JsonNode title, String country, long nowMs) {
    JsonNode entries = title.get("availability");
    if (entries.isEmpty()) {
      return true;
    }
    for (JsonNode entry : entries) {
      String where = entry.get("country").textValue();
      if ((where.equals("*") || where.equals(country))
          && nowMs >= ms(entry.get("from"), Long.MIN_VALUE)
          && nowMs < ms(entry.get("until"), Long.MAX_VALUE)) {
        return true;
      }
    }
    return false;
  }

  private static long ms(JsonNode time, long otherwise) {
    return time.isNull() ? otherwise : Instant.parse(time.textValue()).toEpochMilli();
  }

  private static boolean speaks(JsonNode title, String language) {
    for (JsonNode each : title.get("languages")) {
      String tag = each.textValue();
      if (tag.equals(language) || tag.startsWith(language + "-")) {
        return true;
      }
    }
    return false;
  }

  private static void addRow(ArrayNode all, String name, List<String> titleIds) {
    if (titleIds.isEmpty()) {
      return;
    }
    ObjectNode row = all.addObject().put("row", name);
    ArrayNode items = row.putArray("items");
    for (String titleId : titleIds) {
      items.addObject().put("titleId", titleId).put("score", 0).put("reason", name);
    }
  }
}
