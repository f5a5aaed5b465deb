package io.playhead.deploy.simulator;

import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import java.util.ArrayList;
import java.util.List;

/** Writes one member's doings as the records of the topics, counting their sequence. */
final class EventWriter {
  // Players say every 20 minutes that they are still on; half an hour of silence closes a token.
  private static final int STILL_PLAYING_SECONDS = 20 * 60;

  private final String memberId;
  private final Place place;
  private Device device;
  private String sessionId;
  private long sequence;

  EventWriter(String memberId, Place place) {
    this.memberId = memberId;
    this.place = place;
  }

  void startSitting(Device device, long atMs) {
    this.device = device;
    this.sessionId = memberId + "-" + Long.toString(atMs, 36);
  }

  Happening device(long atMs, boolean comes) {
    DeviceEvent event =
        DeviceEvent.newBuilder()
            .setMemberId(memberId)
            .setEventTimeMs(atMs)
            .setSequence(sequence++)
            .setState(comes ? DeviceState.FOREGROUND : DeviceState.BACKGROUND)
            .setDeviceType(device.label())
            .setDeviceOs(device.os())
            .setSessionId(sessionId)
            .setCountry(place.country())
            .setLocale(place.locale())
            .setTimeZone(place.timeZone())
            .setNetwork(device.network())
            .build();
    return new Happening(atMs, memberId, event, null);
  }

  /** All events of one play, the play itself first; {@code choice} is null where it goes on. */
  List<Happening> play(long startMs, SimulatedTitle title, Viewing viewing, Choice choice) {
    List<Happening> happenings = new ArrayList<>();
    happenings.add(playback(startMs, PlaybackAction.PLAY, viewing.fromSecond(), title, choice));
    long nowMs = startMs;
    int position = viewing.fromSecond();
    boolean paused = viewing.pauseAtSecond() < 0;
    while (position < viewing.seconds()) {
      int to = Math.min(viewing.seconds(), position + STILL_PLAYING_SECONDS);
      boolean pausesHere = !paused && viewing.pauseAtSecond() <= to;
      if (pausesHere) {
        to = viewing.pauseAtSecond();
      }
      nowMs += (to - position) * 1000L;
      position = to;
      if (pausesHere) {
        paused = true;
        happenings.add(playback(nowMs, PlaybackAction.PAUSE, position, title, null));
        nowMs += viewing.pauseSeconds() * 1000L;
      }
      if (position < viewing.seconds()) {
        happenings.add(playback(nowMs, PlaybackAction.RESUME, position, title, null));
      }
    }
    // A thumb comes while the title is on, so that it belongs to the token of the play.
    if (viewing.thumb() != 0) {
      happenings.add(feedback(nowMs, title, viewing.thumb()));
      nowMs += 1000;
    }
    PlaybackAction end = viewing.completes(title) ? PlaybackAction.COMPLETE : PlaybackAction.STOP;
    happenings.add(playback(nowMs, end, position, title, null));
    return happenings;
  }

  private Happening playback(
      long atMs, PlaybackAction action, int position, SimulatedTitle title, Choice choice) {
    PlaybackEvent event =
        PlaybackEvent.newBuilder()
            .setMemberId(memberId)
            .setTitleId(title.titleId())
            .setEventTimeMs(atMs)
            .setSequence(sequence++)
            .setAction(action)
            .setPositionSeconds((double) position)
            .setRuntimeSeconds(title.runtimeMinutes() * 60)
            .setDeviceType(device.label())
            .setDeviceOs(device.os())
            .setSessionId(sessionId)
            .setCountry(place.country())
            .setLocale(place.locale())
            .setTimeZone(place.timeZone())
            .build();
    return new Happening(atMs, memberId, event, choice);
  }

  private Happening feedback(long atMs, SimulatedTitle title, int thumb) {
    FeedbackEvent event =
        FeedbackEvent.newBuilder()
            .setMemberId(memberId)
            .setTitleId(title.titleId())
            .setEventTimeMs(atMs)
            .setSequence(sequence++)
            .setFeedback(thumb > 0 ? Feedback.THUMBS_UP : Feedback.THUMBS_DOWN)
            .setDeviceType(device.label())
            .setDeviceOs(device.os())
            .setSessionId(sessionId)
            .setCountry(place.country())
            .setLocale(place.locale())
            .setTimeZone(place.timeZone())
            .build();
    return new Happening(atMs, memberId, event, null);
  }
}
