package io.playhead.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import io.playhead.schemas.WireFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Law 9 through the real broker, registry and job: bad input is normal. */
class BadInputIsNormalTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final long YEAR_3000_MS = 32_503_680_000_000L;
  private static final String FIVE_MB = "t".repeat(5_000_000);
  private static final List<String> INPUTS =
      List.of(
          Topics.PLAYBACK_EVENTS,
          Topics.DEVICE_EVENTS,
          Topics.FEEDBACK_EVENTS,
          Topics.ERASURES,
          Topics.TITLES,
          Topics.MODEL_RELEASES);

  @TempDir private Path folder;

  @Test
  @Timeout(value = 240, unit = TimeUnit.SECONDS)
  void endsOnRejectedEventsWithItsReasonWhileTheJobServesOn() {
    try (LiveRun run = LiveRun.start(folder)) {
      List<String> rejected = new ArrayList<>();
      run.reader.onRejected(
          event -> rejected.add(event.getSourceTopic() + " " + event.getReason()));
      long pid = run.local.job().pid();
      List<String> expected = new ArrayList<>();

      for (String topic : INPUTS) {
        byte[] good = goodBytes(run, topic);
        byte[] unknownId = good.clone();
        unknownId[WireFormat.ID_OFFSET] = 0x7f;
        send(run, expected, topic, new byte[0], RejectReason.EMPTY);
        send(run, expected, topic, new byte[] {9, 9, 9, 9, 9, 9}, RejectReason.WRONG_MAGIC_BYTE);
        send(run, expected, topic, unknownId, RejectReason.UNKNOWN_SCHEMA_ID);
        byte[] truncated = Arrays.copyOf(good, good.length - 1);
        send(run, expected, topic, truncated, RejectReason.MALFORMED_AVRO);
      }
      for (SpecificRecord record : fromTheYear3000()) {
        send(run, expected, record, RejectReason.TIME_OUT_OF_RANGE);
      }
      PlaybackEvent behind = SmallRecording.playback("m", "t0001", NOW_MS, 1, PlaybackAction.PLAY);
      behind.setPositionSeconds(-1.0);
      send(run, expected, behind, RejectReason.NEGATIVE_POSITION);
      send(
          run,
          expected,
          SmallRecording.playback("m", FIVE_MB, NOW_MS, 1, PlaybackAction.PLAY),
          RejectReason.FIELD_TOO_LONG);
      send(run, expected, feedback(NOW_MS, FIVE_MB), RejectReason.FIELD_TOO_LONG);
      run.writer.flush();
      boolean all =
          Await.until(
              LIMIT,
              () -> {
                run.reader.poll(Duration.ofMillis(100));
                return rejected.size() >= expected.size();
              });

      assertThat(rejected).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(all).isTrue();

      run.writer.send(SmallRecording.playback("fine", "t0001", NOW_MS, 1, PlaybackAction.PLAY));
      run.writer.flush();
      boolean served =
          Await.until(
              LIMIT,
              () -> {
                run.reader.poll(Duration.ofMillis(100));
                return run.reader.revision("fine") == 1;
              });

      assertThat(served).isTrue();
      assertThat(run.reader.page("fine").getRows()).isNotEmpty();
      assertThat(run.local.job().isAlive()).isTrue();
      assertThat(run.local.job().pid()).isEqualTo(pid);
    }
  }

  private static void send(
      LiveRun run, List<String> expected, String topic, byte[] value, RejectReason reason) {
    run.writer.sendBytes(topic, "m", value);
    expected.add(topic + " " + reason.label());
  }

  private static void send(
      LiveRun run, List<String> expected, SpecificRecord record, RejectReason reason) {
    run.writer.send(record);
    expected.add(TopicWriter.topicOf(record) + " " + reason.label());
  }

  private static byte[] goodBytes(LiveRun run, String topic) {
    SpecificRecord record =
        switch (topic) {
          case Topics.PLAYBACK_EVENTS ->
              SmallRecording.playback("m", "t0001", NOW_MS, 1, PlaybackAction.PLAY);
          case Topics.DEVICE_EVENTS -> device(NOW_MS);
          case Topics.FEEDBACK_EVENTS -> feedback(NOW_MS, "t0001");
          case Topics.ERASURES -> new Erasure("m", NOW_MS);
          case Topics.TITLES -> Title.newBuilder(SmallRecording.TITLES.get(0)).build();
          default -> Releases.of(run.local.folder().resolveSibling("bundle"));
        };
    int id = run.local.schemaIds().idOf(topic);
    return WireFormat.encode(id, AvroBytes.encode(record));
  }

  private static List<SpecificRecord> fromTheYear3000() {
    return List.of(
        SmallRecording.playback("m", "t0001", YEAR_3000_MS, 1, PlaybackAction.PLAY),
        device(YEAR_3000_MS),
        feedback(YEAR_3000_MS, "t0001"),
        new Erasure("m", YEAR_3000_MS));
  }

  private static DeviceEvent device(long timeMs) {
    return DeviceEvent.newBuilder()
        .setMemberId("m")
        .setEventTimeMs(timeMs)
        .setState(DeviceState.ONLINE)
        .setAttributes(Map.of())
        .build();
  }

  private static FeedbackEvent feedback(long timeMs, String titleId) {
    return FeedbackEvent.newBuilder()
        .setMemberId("m")
        .setTitleId(titleId)
        .setEventTimeMs(timeMs)
        .setFeedback(Feedback.THUMBS_UP)
        .setAttributes(Map.of())
        .build();
  }
}
