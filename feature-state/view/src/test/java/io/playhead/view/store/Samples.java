package io.playhead.view.store;

import io.playhead.schemas.Availability;
import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.Item;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Reflects;
import io.playhead.schemas.RequestContext;
import io.playhead.schemas.Row;
import io.playhead.schemas.Timings;
import io.playhead.schemas.Title;
import java.util.List;
import java.util.Map;

/** Records that tests make their own of. */
final class Samples {
  static final long EVENT_MS = 1_770_000_000_123L; // 2026-02-02T02:40:00.123Z

  private Samples() {}

  static Recommendation page(String memberId, long revision, long madeAtMs) {
    return Recommendation.newBuilder()
        .setMemberId(memberId)
        .setRevision(revision)
        .setModelId("model-7")
        .setMadeAtMs(madeAtMs)
        .setContext(new RequestContext(EVENT_MS, "phone", "BR", "pt-BR", 23, 7, "16"))
        .setRows(
            List.of(
                new Row(
                    "top-picks",
                    List.of(new Item("t1", 0.875f, "taste"), new Item("t2", 0.5f, "because:t9"))),
                new Row("new-for-you", List.of(new Item("t3", -0.25f, "new")))))
        .setReflects(new Reflects("playback-events", 3, 4_000_000_000L))
        .setTimings(new Timings(EVENT_MS + 1, EVENT_MS + 2, EVENT_MS + 3))
        .build();
  }

  static InteractionToken token(
      String memberId, long tokenIndex, String titleId, String country, long startedMs) {
    return InteractionToken.newBuilder()
        .setMemberId(memberId)
        .setTokenIndex(tokenIndex)
        .setTitleId(titleId)
        .setStartedMs(startedMs)
        .setEndedMs(startedMs + 60_000)
        .setGapSeconds(5)
        .setWatchedSeconds(60)
        .setCompletion(0.5f)
        .setPauseCount(2)
        .setSeekCount(1)
        .setActions(List.of("PLAY", "STOP"))
        .setDeviceType("television")
        .setCountry(country)
        .setLocale("pt-BR")
        .setLocalHour(23)
        .setLocalWeekday(7)
        .setRow("top-picks")
        .setRank(4)
        .build();
  }

  static Title title(String titleId, Integer releaseEpochDay) {
    return Title.newBuilder()
        .setTitleId(titleId)
        .setKind("movie")
        .setName("Ein Titel")
        .setReleaseEpochDay(releaseEpochDay)
        .setGenres(List.of("drama", "comedy"))
        .setDirectors(List.of("A"))
        .setCast(List.of("B", "C"))
        .setCountries(List.of("BR"))
        .setLanguages(List.of("pt", "en-GB"))
        .setThemes(List.of("sea"))
        .setAgeRating("16")
        .setRuntimeSeconds(5_400)
        .setAvailability(List.of(new Availability("BR", null, EVENT_MS)))
        .setSynopsis("Two sentences. Of it.")
        .setAttributes(Map.of("column", "value"))
        .build();
  }
}
