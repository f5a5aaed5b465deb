package io.playhead.deploy.importing;

import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.RejectReason;
import io.playhead.window.MemberEvents;
import io.playhead.window.RejectedEventException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * Rows of {@code events.csv} to playback, feedback and device events, by their action; no action is
 * PLAY. The window's own bounds decide whether an event can be used, so that what is imported is
 * never rejected by the job.
 */
final class EventRows {
  static final List<String> REQUIRED = List.of("memberId", "titleId", "eventTime");

  /** Columns with a field of their own; all others are kept as attributes. */
  private static final Set<String> KNOWN =
      Set.of(
          "memberId",
          "titleId",
          "eventTime",
          "action",
          "positionSeconds",
          "durationSeconds",
          "deviceType",
          "deviceOs",
          "sessionId",
          "country",
          "locale",
          "timeZone",
          "network",
          "row",
          "rank",
          "rating",
          "ageRatingMax");

  private final Map<String, Integer> columns = new HashMap<>();
  private final Map<Integer, String> attributes;
  private final long nowMs;

  EventRows(CsvHeader header, long nowMs) {
    KNOWN.forEach(name -> columns.put(name, header.indexOf(name)));
    this.attributes = header.others(KNOWN);
    this.nowMs = nowMs;
  }

  /** The event of a row; {@code sequence} is its row number. */
  SpecificRecord event(List<String> row, long sequence) throws RejectedRow {
    if (text(row, "memberId") == null) {
      throw new RejectedRow(RejectReason.MISSING_MEMBER, "memberId is missing");
    }
    String word = text(row, "action");
    String action = word == null ? "PLAY" : word.toUpperCase(Locale.ROOT).replace(' ', '_');
    if (!action.equals("UNKNOWN")) {
      for (PlaybackAction value : PlaybackAction.values()) {
        if (value.name().equals(action)) {
          return playback(row, sequence, value);
        }
      }
      for (Feedback value : Feedback.values()) {
        if (value.name().equals(action)) {
          return feedback(row, sequence, value);
        }
      }
      for (DeviceState value : DeviceState.values()) {
        if (value.name().equals(action)) {
          return device(row, sequence, value);
        }
      }
    }
    throw new RejectedRow(
        RejectReason.UNKNOWN_ACTION,
        "action " + (word.length() > 40 ? word.substring(0, 40) + "..." : word) + " is unknown");
  }

  private PlaybackEvent playback(List<String> row, long sequence, PlaybackAction action)
      throws RejectedRow {
    Double rating = Values.number(row, columns.get("rating"), "rating");
    PlaybackEvent event =
        PlaybackEvent.newBuilder()
            .setMemberId(text(row, "memberId"))
            .setTitleId(title(row))
            .setEventTimeMs(Values.timeMs(row, columns.get("eventTime"), "eventTime"))
            .setSequence(sequence)
            .setAction(action)
            .setPositionSeconds(position(row))
            .setRuntimeSeconds(Values.count(row, columns.get("durationSeconds"), "durationSeconds"))
            .setDeviceType(text(row, "deviceType"))
            .setDeviceOs(text(row, "deviceOs"))
            .setSessionId(text(row, "sessionId"))
            .setCountry(text(row, "country"))
            .setLocale(text(row, "locale"))
            .setTimeZone(text(row, "timeZone"))
            .setRow(text(row, "row"))
            .setRank(Values.count(row, columns.get("rank"), "rank"))
            .setAgeRatingMax(text(row, "ageRatingMax"))
            .setRating(rating == null ? null : rating.floatValue())
            .setAttributes(attributes(row))
            .build();
    WindowBounds.check(event, nowMs);
    return event;
  }

  private FeedbackEvent feedback(List<String> row, long sequence, Feedback feedback)
      throws RejectedRow {
    FeedbackEvent event =
        FeedbackEvent.newBuilder()
            .setMemberId(text(row, "memberId"))
            .setTitleId(title(row))
            .setEventTimeMs(Values.timeMs(row, columns.get("eventTime"), "eventTime"))
            .setSequence(sequence)
            .setFeedback(feedback)
            .setDeviceType(text(row, "deviceType"))
            .setDeviceOs(text(row, "deviceOs"))
            .setSessionId(text(row, "sessionId"))
            .setCountry(text(row, "country"))
            .setLocale(text(row, "locale"))
            .setTimeZone(text(row, "timeZone"))
            .setRow(text(row, "row"))
            .setRank(Values.count(row, columns.get("rank"), "rank"))
            .setAttributes(attributes(row))
            .build();
    try {
      MemberEvents.from(event, nowMs);
    } catch (RejectedEventException e) {
      throw new RejectedRow(e.reason(), e.getMessage());
    }
    return event;
  }

  private DeviceEvent device(List<String> row, long sequence, DeviceState state)
      throws RejectedRow {
    DeviceEvent event =
        DeviceEvent.newBuilder()
            .setMemberId(text(row, "memberId"))
            .setEventTimeMs(Values.timeMs(row, columns.get("eventTime"), "eventTime"))
            .setSequence(sequence)
            .setState(state)
            .setDeviceType(text(row, "deviceType"))
            .setDeviceOs(text(row, "deviceOs"))
            .setSessionId(text(row, "sessionId"))
            .setCountry(text(row, "country"))
            .setLocale(text(row, "locale"))
            .setTimeZone(text(row, "timeZone"))
            .setNetwork(text(row, "network"))
            .setAgeRatingMax(text(row, "ageRatingMax"))
            .setAttributes(attributes(row))
            .build();
    try {
      MemberEvents.from(event, nowMs);
    } catch (RejectedEventException e) {
      throw new RejectedRow(e.reason(), e.getMessage());
    }
    return event;
  }

  private String title(List<String> row) throws RejectedRow {
    String titleId = text(row, "titleId");
    if (titleId == null) {
      throw new RejectedRow(RejectReason.MISSING_TITLE, "titleId is missing");
    }
    return titleId;
  }

  private Double position(List<String> row) throws RejectedRow {
    Double position = Values.number(row, columns.get("positionSeconds"), "positionSeconds");
    if (position != null && position < 0) {
      throw new RejectedRow(
          RejectReason.NEGATIVE_POSITION, "positionSeconds cannot be " + position);
    }
    return position;
  }

  private Map<String, String> attributes(List<String> row) {
    if (attributes.isEmpty()) {
      return Map.of();
    }
    Map<String, String> values = new HashMap<>();
    attributes.forEach(
        (index, name) -> {
          String value = Values.text(row, index);
          if (value != null) {
            values.put(name, value);
          }
        });
    return values;
  }

  private String text(List<String> row, String column) {
    return Values.text(row, columns.get(column));
  }
}
