package io.playhead.schemas.recording;

import io.playhead.schemas.Arrival;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Reflects;
import io.playhead.schemas.RequestContext;
import io.playhead.schemas.Timings;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;

/** Records as they arrive on topics, drawn from a seed. Test fixture. */
final class Recorded {
  /**
   * A record; null: it is a removal.
   *
   * @param arrival null: it is a page
   */
  record One(SpecificRecord record, Arrival arrival) {
    void writeTo(RecordingWriter writer) {
      if (arrival == null) {
        writer.write((Recommendation) record);
      } else if (record == null) {
        writer.writeRemoval(arrival);
      } else {
        writer.write(record, arrival);
      }
    }
  }

  private Recorded() {}

  static List<One> draw(long seed, int count) {
    Random random = new Random(seed);
    List<One> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long timeMs = 1_700_000_000_000L + 1_000L * i;
      // Producers' clocks differ.
      long appendedMs = timeMs + random.nextInt(5_000);
      all.add(
          switch (random.nextInt(12)) {
            case 0 -> one(device("m" + random.nextInt(9), timeMs), i, appendedMs);
            case 1 -> one(feedback("m" + random.nextInt(9), timeMs), i, appendedMs);
            case 2, 3 -> one(title("t" + random.nextInt(5), "version " + i), i, appendedMs);
            case 4 -> removal(Topics.TITLES, "t" + random.nextInt(5), i, appendedMs);
            case 5 -> one(release("model-" + i), i, appendedMs);
            case 6 -> removal(Topics.MODEL_RELEASES, "default#canary", i, appendedMs);
            case 7 -> new One(page("m" + random.nextInt(9), i), null);
            default -> one(playback("m" + random.nextInt(9), timeMs), i, appendedMs);
          });
    }
    return all;
  }

  static One one(SpecificRecord record, long offset, long appendedMs) {
    return new One(record, arrival(RecordingFile.of(record).topic(), offset, appendedMs, null));
  }

  static One removal(String topic, String key, long offset, long appendedMs) {
    return new One(null, arrival(topic, offset, appendedMs, key));
  }

  static Arrival arrival(String topic, long offset, long appendedMs, String removedKey) {
    return new Arrival(topic, 1, offset, appendedMs, removedKey);
  }

  static PlaybackEvent playback(String memberId, long timeMs) {
    return PlaybackEvent.newBuilder()
        .setMemberId(memberId)
        .setTitleId("t1")
        .setEventTimeMs(timeMs)
        .setAction(PlaybackAction.PLAY)
        .build();
  }

  static DeviceEvent device(String memberId, long timeMs) {
    return DeviceEvent.newBuilder()
        .setMemberId(memberId)
        .setEventTimeMs(timeMs)
        .setState(DeviceState.FOREGROUND)
        .build();
  }

  static FeedbackEvent feedback(String memberId, long timeMs) {
    return FeedbackEvent.newBuilder()
        .setMemberId(memberId)
        .setTitleId("t2")
        .setEventTimeMs(timeMs)
        .setFeedback(Feedback.THUMBS_UP)
        .build();
  }

  static Title title(String titleId, String name) {
    return Title.newBuilder().setTitleId(titleId).setName(name).build();
  }

  static ModelRelease release(String modelId) {
    return ModelRelease.newBuilder()
        .setChannel("default")
        .setModelId(modelId)
        .setBundleUri("file:///bundles/" + modelId)
        .setManifestSha256("0".repeat(64))
        .setEffectiveFromMs(5)
        .build();
  }

  static Recommendation page(String memberId, long revision) {
    return Recommendation.newBuilder()
        .setMemberId(memberId)
        .setRevision(revision)
        .setModelId("model-1")
        .setMadeAtMs(10)
        .setContext(RequestContext.newBuilder().setEventTimeMs(9).build())
        .setRows(List.of())
        .setReflects(new Reflects(Topics.PLAYBACK_EVENTS, 1, revision))
        .setTimings(new Timings(1L, 2L, 3L))
        .build();
  }
}
