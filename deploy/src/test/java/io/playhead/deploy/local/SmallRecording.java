package io.playhead.deploy.local;

import io.playhead.inference.TinyBundle;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordingWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;

/**
 * Members who watch, pause, change the device and say what they think, over a few days: enough for
 * every topic, many tokens, and silences. The same seed gives the same events. Test fixture.
 */
public final class SmallRecording {
  /** Fewer than a row has places, so that no list is cut and near ties cannot drop a title. */
  public static final List<Title> TITLES = TinyBundle.titles(48);

  /** Ids of {@link #TITLES}. */
  public static final List<String> TITLE_IDS = TITLES.stream().map(Title::getTitleId).toList();

  /** Before the first event. */
  static final long START_MS = 1_700_000_000_000L;

  private static final String[] DEVICES = {"phone", "television", "tablet"};

  private final Random random;
  private final int memberCount;
  private final long[] sequences;
  private long timeMs = START_MS;

  private SmallRecording(long seed, int memberCount) {
    this.random = new Random(seed);
    this.memberCount = memberCount;
    this.sequences = new long[memberCount];
  }

  /** Events in the order of their times. */
  public static List<SpecificRecord> events(long seed, int memberCount, int eventCount) {
    SmallRecording made = new SmallRecording(seed, memberCount);
    List<SpecificRecord> events = new ArrayList<>(eventCount);
    for (int i = 0; i < eventCount; i++) {
      events.add(made.event());
    }
    return events;
  }

  /** Writes them and the titles as a recording. */
  public static Path write(Path folder, List<SpecificRecord> events) {
    try (RecordingWriter recording = RecordingWriter.create(folder)) {
      TITLES.forEach(recording::write);
      for (SpecificRecord event : events) {
        if (event instanceof PlaybackEvent playback) {
          recording.write(playback);
        } else if (event instanceof FeedbackEvent feedback) {
          recording.write(feedback);
        } else {
          recording.write((DeviceEvent) event);
        }
      }
    }
    return folder;
  }

  private SpecificRecord event() {
    // A minute on average; sometimes a night.
    timeMs += 1 + random.nextInt(120_000) + (random.nextInt(200) == 0 ? 8 * 3_600_000L : 0);
    int member = random.nextInt(memberCount);
    String memberId = "member-" + member;
    String titleId = TITLE_IDS.get(random.nextInt(TITLE_IDS.size()));
    long sequence = ++sequences[member];
    int kind = random.nextInt(10);
    if (kind == 0) {
      return DeviceEvent.newBuilder()
          .setMemberId(memberId)
          .setEventTimeMs(timeMs)
          .setSequence(sequence)
          .setState(DeviceState.FOREGROUND)
          .setDeviceType(DEVICES[random.nextInt(DEVICES.length)])
          .setTimeZone("America/Sao_Paulo")
          .setAttributes(Map.of())
          .build();
    }
    if (kind == 1) {
      return FeedbackEvent.newBuilder()
          .setMemberId(memberId)
          .setTitleId(titleId)
          .setEventTimeMs(timeMs)
          .setSequence(sequence)
          .setFeedback(random.nextBoolean() ? Feedback.THUMBS_UP : Feedback.MY_LIST_ADD)
          .setAttributes(Map.of())
          .build();
    }
    PlaybackAction[] actions = {
      PlaybackAction.PLAY, PlaybackAction.PAUSE, PlaybackAction.RESUME, PlaybackAction.STOP
    };
    return playback(memberId, titleId, timeMs, sequence, actions[random.nextInt(actions.length)]);
  }

  /** A playback event with a position and a runtime. */
  static PlaybackEvent playback(
      String memberId, String titleId, long timeMs, long sequence, PlaybackAction action) {
    return PlaybackEvent.newBuilder()
        .setMemberId(memberId)
        .setTitleId(titleId)
        .setEventTimeMs(timeMs)
        .setSequence(sequence)
        .setAction(action)
        .setPositionSeconds(600.0)
        .setRuntimeSeconds(5_400)
        .setDeviceType("television")
        .setCountry("BR")
        .setAttributes(Map.of())
        .build();
  }
}
