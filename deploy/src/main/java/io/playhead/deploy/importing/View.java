package io.playhead.deploy.importing;

import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import java.util.Map;

/**
 * One row of a viewing-activity export.
 *
 * @param memberId the profile
 * @param title what was watched
 * @param titleId the id of it
 * @param startMs when it began, milliseconds since 1970-01-01 UTC
 * @param durationSeconds how long it was watched
 * @param bookmarkSeconds position at the end; null: not told
 * @param device where
 * @param country ISO 3166-1 alpha-2; null: not told
 * @param attributes what else the row says
 * @param rowNumber its place in the file
 */
record View(
    String memberId,
    ViewedTitle title,
    String titleId,
    long startMs,
    long durationSeconds,
    Double bookmarkSeconds,
    ViewedDevice device,
    String country,
    Map<String, String> attributes,
    long rowNumber) {

  long endMs() {
    return startMs + durationSeconds * 1000;
  }

  /** An event of this view; only a STOP tells a position. */
  PlaybackEvent event(PlaybackAction action, long timeMs, long sequence) {
    return PlaybackEvent.newBuilder()
        .setMemberId(memberId)
        .setTitleId(titleId)
        .setEventTimeMs(timeMs)
        .setSequence(sequence)
        .setAction(action)
        .setPositionSeconds(action == PlaybackAction.STOP ? bookmarkSeconds : null)
        .setDeviceType(device.type())
        .setDeviceOs(device.os())
        .setCountry(country)
        .setAttributes(attributes)
        .build();
  }
}
