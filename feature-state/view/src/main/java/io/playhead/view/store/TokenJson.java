package io.playhead.view.store;

import io.playhead.schemas.InteractionToken;

/** A closed token as lookups answer it: schema Token of {@code openapi.yaml}. */
final class TokenJson {
  private TokenJson() {}

  static byte[] of(InteractionToken token) {
    return JsonBytes.object(
        json -> {
          json.writeNumberField("tokenIndex", token.getTokenIndex());
          JsonBytes.string(json, "titleId", token.getTitleId());
          JsonBytes.time(json, "startedAt", token.getStartedMs());
          JsonBytes.time(json, "endedAt", token.getEndedMs());
          int watched = token.getWatchedSeconds();
          JsonBytes.number(json, "watchedSeconds", watched < 0 ? null : watched);
          json.writeFieldName("completion");
          if (token.getCompletion() < 0) {
            json.writeNull();
          } else {
            json.writeNumber(token.getCompletion());
          }
          json.writeNumberField("pauseCount", token.getPauseCount());
          json.writeNumberField("seekCount", token.getSeekCount());
          JsonBytes.strings(json, "actions", token.getActions());
          JsonBytes.string(json, "deviceType", token.getDeviceType());
          JsonBytes.string(json, "country", token.getCountry());
          JsonBytes.string(json, "locale", token.getLocale());
          JsonBytes.number(json, "localHour", token.getLocalHour());
          JsonBytes.number(json, "localWeekday", token.getLocalWeekday());
          JsonBytes.string(json, "row", token.getRow());
          JsonBytes.number(json, "rank", token.getRank());
        });
  }
}
