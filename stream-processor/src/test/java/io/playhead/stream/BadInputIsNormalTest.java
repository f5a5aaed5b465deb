package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.TinyBundle;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.RejectedEvent;
import io.playhead.schemas.ReleaseLane;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import io.playhead.schemas.WireFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 9: any bytes on any topic end as a list or a rejection with a reason, and the job runs on.
 */
class BadInputIsNormalTest {
  private static final long YEAR_3000 = 32_503_680_000_000L;
  private static final long T0 = Records.T0;

  @TempDir Path folder;
  private final Map<String, String> expected = new TreeMap<>();
  private final List<RawRecord> members = new ArrayList<>();
  private final List<RawRecord> control = new ArrayList<>();
  private Records records;

  @Test
  void rejectsEachBadRecordForItsReasonAndServesTheGoodOnes() throws Exception {
    Scenario scenario = new Scenario(1, folder.resolve("bundle"));
    records = scenario.records;
    control.addAll(scenario.control);
    members.add(good("before"));
    for (String topic : KafkaEnds.MEMBER_TOPICS) {
      addBadBytes(topic, members);
    }
    addBadBytes(Topics.TITLES, control);
    addBadBytes(Topics.MODEL_RELEASES, control);
    addBadEvents();
    addBadControl();
    members.add(good("after"));

    Outputs outputs =
        new GraphRun(members, control, GraphRun.options(1)).run(folder.resolve("state"));

    Map<String, String> reasons = new TreeMap<>();
    for (RejectedEvent event : outputs.rejected()) {
      reasons.put(event.getSourceTopic() + " " + event.getSourceOffset(), event.getReason());
      assertThat(event.getDetail()).isNotBlank();
    }
    assertThat(reasons).isEqualTo(expected);
    assertThat(outputs.rejected()).hasSameSizeAs(expected.keySet());
    assertThat(outputs.finalLists()).containsOnlyKeys("before", "after");
  }

  @Test
  void keepsTheOriginalBytesOfARejectedRecordUpToItsBound() throws Exception {
    byte[] huge = new byte[1_000_000];
    Arrays.fill(huge, (byte) 7);
    Scenario scenario = new Scenario(1, folder.resolve("bundle"));
    members.add(scenario.records.raw(Topics.PLAYBACK_EVENTS, Records.utf8("k"), huge, T0));

    Outputs outputs =
        new GraphRun(members, scenario.control, GraphRun.options(1)).run(folder.resolve("state"));

    RejectedEvent rejected = outputs.rejected().get(0);
    assertThat(rejected.getOriginalKey().array()).isEqualTo(Records.utf8("k"));
    assertThat(rejected.getOriginalValue().remaining()).isEqualTo(262_144);
    assertThat(rejected.getOriginalValueBytes()).isEqualTo(1_000_000);
    assertThat(rejected.getOriginalValueSha256()).isEqualTo(SHA256_OF_A_MILLION_SEVENS);
  }

  private static final String SHA256_OF_A_MILLION_SEVENS = // python: bytes([7]) * 1000000
      "30bd6d97affa9196b48cf4f86569c1a6a2d2fcf7d8c25771526f5e5596e7ae2e";

  private RawRecord good(String memberId) {
    return records.play(memberId, "t0001", PlaybackAction.PLAY, T0);
  }

  private void addBadBytes(String topic, List<RawRecord> to) {
    byte[] truncated = Arrays.copyOf(records.wire(topic, sample(topic)), 8);
    byte[] trailing = Arrays.copyOf(records.wire(topic, sample(topic)), 5_000);
    int otherId = new FixedSchemaIds().idOf(Topics.RECOMMENDATIONS);
    if (!topic.equals(Topics.TITLES)) {
      bad(to, topic, null, "empty");
    }
    bad(to, topic, new byte[0], "empty");
    bad(to, topic, new byte[] {9, 0, 0, 0, 1, 2}, "wrong-magic-byte");
    bad(to, topic, new byte[] {0, 0}, "malformed-avro");
    bad(to, topic, WireFormat.encode(4711, new byte[] {1}), "unknown-schema-id");
    bad(to, topic, WireFormat.encode(otherId, new byte[] {1}), "wrong-record-type");
    bad(to, topic, truncated, "malformed-avro");
    bad(to, topic, trailing, "malformed-avro");
    bad(to, topic, records.wire(topic, sample(topic)), "key-mismatch");
  }

  private org.apache.avro.specific.SpecificRecord sample(String topic) {
    return switch (topic) {
      case Topics.PLAYBACK_EVENTS -> decode(records.play("m", "t", PlaybackAction.PLAY, T0));
      case Topics.DEVICE_EVENTS -> decode(records.device("m", "phone", "DE", T0));
      case Topics.FEEDBACK_EVENTS -> decode(records.feedback("m", "t", Feedback.THUMBS_UP, T0));
      case Topics.ERASURES -> decode(records.erasure("m", T0));
      case Topics.TITLES -> TinyBundle.titles(1).get(0);
      default -> decode(records.release(folder.resolve("bundle"), "x", "0".repeat(64), 0));
    };
  }

  private org.apache.avro.specific.SpecificRecord decode(RawRecord raw) {
    try {
      return AvroBytes.decode(
          Topics.of(raw.topic()).type(),
          Topics.of(raw.topic()).schema(),
          raw.value(),
          WireFormat.HEADER_BYTES,
          raw.value().length - WireFormat.HEADER_BYTES);
    } catch (io.playhead.schemas.MalformedAvroException e) {
      throw new IllegalStateException(e);
    }
  }

  private void addBadEvents() {
    bad(members, records.play("m", "t", PlaybackAction.PLAY, YEAR_3000), "time-out-of-range");
    bad(members, records.device("m", "phone", "DE", -1), "time-out-of-range");
    bad(members, records.erasure("m", YEAR_3000), "time-out-of-range");
    bad(members, records.play("m", "t", PlaybackAction.SEEK, T0, -1), "negative-position");
    bad(members, records.play("m", "t", PlaybackAction.UNKNOWN, T0), "unknown-action");
    bad(members, records.play("m", "", PlaybackAction.PLAY, T0), "missing-title");
    bad(members, records.play("", "t", PlaybackAction.PLAY, T0), "missing-member");
    bad(members, records.play("m", "t".repeat(100_000), PlaybackAction.PLAY, T0), "field-too-long");
    bad(members, records.feedback("m", "t".repeat(513), Feedback.THUMBS_UP, T0), "field-too-long");
  }

  private void addBadControl() {
    Title title = TinyBundle.titles(1).get(0);
    Title longId = Title.newBuilder(title).setTitleId("t".repeat(1_000)).build();
    Title large = Title.newBuilder(title).setSynopsis("s".repeat(100_000)).build();
    bad(control, records.title(longId), "field-too-long");
    bad(control, records.title(large), "field-too-long");
    bad(control, records.release(folder, "x", "no hash", 0), "bad-model-release");
    bad(
        control,
        records.release(folder.resolve("none"), "x", "0".repeat(64), 0),
        "bad-model-release");
    Path bundle = folder.resolve("bundle");
    ModelRelease forSome = (ModelRelease) decode(records.release(bundle, "x", 0, .1, false));
    bad(
        control,
        records.record(Topics.MODEL_RELEASES, JobOptions.CHANNEL, forSome, T0),
        "key-mismatch");
    for (double share : new double[] {0, -1, Double.NaN, 1.5}) {
      bad(control, records.release(bundle, "x", 0, share, share > 1), "bad-model-release");
    }
    ModelRelease elsewhere = ModelRelease.newBuilder(forSome).setChannel("a#canary").build();
    bad(
        control,
        records.record(Topics.MODEL_RELEASES, "a#canary#canary", elsewhere, T0),
        "bad-model-release");
    bad(
        control,
        records.raw(Topics.MODEL_RELEASES, Records.utf8(JobOptions.CHANNEL), null, T0),
        "empty");
    control.add(records.releaseEnded(ReleaseLane.CANARY)); // Nothing to end, and nothing wrong.
  }

  private void bad(List<RawRecord> to, String topic, byte[] value, String reason) {
    bad(to, records.raw(topic, Records.utf8("other"), value, T0), reason);
  }

  private void bad(List<RawRecord> to, RawRecord record, String reason) {
    to.add(record);
    expected.put(record.topic() + " " + record.offset(), reason);
  }
}
