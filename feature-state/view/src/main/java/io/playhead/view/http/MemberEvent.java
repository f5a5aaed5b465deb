package io.playhead.view.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/**
 * Something a member did, as the page sends it: schema Event of {@code openapi.yaml}. What may be
 * in it is the job's business; here only its form is.
 */
record MemberEvent(
    String action,
    String at,
    String titleId,
    Double positionSeconds,
    String deviceType,
    String country,
    String locale,
    String timeZone,
    String row,
    Integer rank) {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** A record and where it belongs. */
  record Addressed(String topic, SpecificRecord record) {}

  static MemberEvent parse(byte[] json) {
    MemberEvent event;
    try {
      event = MAPPER.readValue(new String(json, StandardCharsets.UTF_8), MemberEvent.class);
    } catch (JsonProcessingException e) {
      throw Problem.badRequest("The body is no event: " + e.getOriginalMessage());
    }
    if (event == null || event.action == null || event.at == null || event.deviceType == null) {
      throw Problem.badRequest("An event has an action, at and deviceType.");
    }
    return event;
  }

  Addressed of(String memberId) {
    long atMs = atMs();
    if (isOneOf(DeviceState.values())) {
      return new Addressed(Topics.DEVICE_EVENTS, device(memberId, atMs));
    }
    if (titleId == null) {
      throw Problem.badRequest("Say which title: titleId.");
    }
    if (isOneOf(PlaybackAction.values())) {
      return new Addressed(Topics.PLAYBACK_EVENTS, playback(memberId, atMs));
    }
    if (isOneOf(Feedback.values())) {
      return new Addressed(Topics.FEEDBACK_EVENTS, feedback(memberId, atMs));
    }
    throw Problem.badRequest("action is none of those that /openapi.yaml lists.");
  }

  private boolean isOneOf(Enum<?>[] values) {
    for (Enum<?> value : values) {
      if (value.name().equals(action) && !action.equals("UNKNOWN")) {
        return true;
      }
    }
    return false;
  }

  private long atMs() {
    try {
      return Instant.parse(at).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw Problem.badRequest("at is a time such as 2026-01-31T12:00:00Z.");
    }
  }

  private DeviceEvent device(String memberId, long atMs) {
    return DeviceEvent.newBuilder()
        .setMemberId(memberId)
        .setEventTimeMs(atMs)
        .setState(DeviceState.valueOf(action))
        .setDeviceType(deviceType)
        .setCountry(country)
        .setLocale(locale)
        .setTimeZone(timeZone)
        .build();
  }

  private PlaybackEvent playback(String memberId, long atMs) {
    return PlaybackEvent.newBuilder()
        .setMemberId(memberId)
        .setTitleId(titleId)
        .setEventTimeMs(atMs)
        .setAction(PlaybackAction.valueOf(action))
        .setPositionSeconds(positionSeconds)
        .setDeviceType(deviceType)
        .setCountry(country)
        .setLocale(locale)
        .setTimeZone(timeZone)
        .setRow(row)
        .setRank(rank)
        .build();
  }

  private FeedbackEvent feedback(String memberId, long atMs) {
    return FeedbackEvent.newBuilder()
        .setMemberId(memberId)
        .setTitleId(titleId)
        .setEventTimeMs(atMs)
        .setFeedback(Feedback.valueOf(action))
        .setDeviceType(deviceType)
        .setCountry(country)
        .setLocale(locale)
        .setTimeZone(timeZone)
        .setRow(row)
        .setRank(rank)
        .build();
  }
}
