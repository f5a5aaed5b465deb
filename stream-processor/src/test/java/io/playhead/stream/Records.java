package io.playhead.stream;

import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.ReleaseLane;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import io.playhead.schemas.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Records as they stand on topics, each with the next offset of its topic. */
final class Records {
  /** Thursday 2026-01-01 00:00 UTC. */
  static final long T0 = 1_767_225_600_000L;

  private final FixedSchemaIds ids = new FixedSchemaIds();
  private final Map<String, Long> nextOffsets = new HashMap<>();

  RawRecord play(String memberId, String titleId, PlaybackAction action, long timeMs) {
    return play(memberId, titleId, action, timeMs, 60.0);
  }

  RawRecord play(
      String memberId, String titleId, PlaybackAction action, long timeMs, double seconds) {
    PlaybackEvent event =
        PlaybackEvent.newBuilder()
            .setMemberId(memberId)
            .setTitleId(titleId)
            .setEventTimeMs(timeMs)
            .setAction(action)
            .setPositionSeconds(seconds)
            .setRuntimeSeconds(3_600)
            .build();
    return record(Topics.PLAYBACK_EVENTS, memberId, event, timeMs);
  }

  RawRecord device(String memberId, String deviceType, String country, long timeMs) {
    DeviceEvent event =
        DeviceEvent.newBuilder()
            .setMemberId(memberId)
            .setEventTimeMs(timeMs)
            .setState(DeviceState.FOREGROUND)
            .setDeviceType(deviceType)
            .setCountry(country)
            .setTimeZone("Europe/Berlin")
            .build();
    return record(Topics.DEVICE_EVENTS, memberId, event, timeMs);
  }

  /** A device event that sets a limit of age ratings. */
  RawRecord ageLimit(String memberId, String ageRatingMax, long timeMs) {
    DeviceEvent event =
        DeviceEvent.newBuilder()
            .setMemberId(memberId)
            .setEventTimeMs(timeMs)
            .setState(DeviceState.FOREGROUND)
            .setAgeRatingMax(ageRatingMax)
            .build();
    return record(Topics.DEVICE_EVENTS, memberId, event, timeMs);
  }

  RawRecord feedback(String memberId, String titleId, Feedback feedback, long timeMs) {
    FeedbackEvent event =
        FeedbackEvent.newBuilder()
            .setMemberId(memberId)
            .setTitleId(titleId)
            .setEventTimeMs(timeMs)
            .setFeedback(feedback)
            .build();
    return record(Topics.FEEDBACK_EVENTS, memberId, event, timeMs);
  }

  RawRecord erasure(String memberId, long timeMs) {
    return record(Topics.ERASURES, memberId, new Erasure(memberId, timeMs), timeMs);
  }

  RawRecord title(Title title) {
    return record(Topics.TITLES, title.getTitleId(), title, T0);
  }

  RawRecord titleRemoved(String titleId) {
    return raw(Topics.TITLES, utf8(titleId), null, T0);
  }

  RawRecord release(Path bundle, String modelId, long effectiveFromMs) {
    return release(bundle, modelId, sha256(bundle.resolve("manifest.json")), effectiveFromMs);
  }

  RawRecord release(Path bundle, String modelId, String sha256, long effectiveFromMs) {
    return record(
        Topics.MODEL_RELEASES,
        JobOptions.CHANNEL,
        modelRelease(bundle, modelId, sha256, effectiveFromMs),
        T0);
  }

  /** A release for a share of the members; below 1, or a shadow. */
  RawRecord release(
      Path bundle, String modelId, long effectiveFromMs, double memberShare, boolean shadow) {
    ModelRelease release =
        modelRelease(bundle, modelId, sha256(bundle.resolve("manifest.json")), effectiveFromMs);
    release.setMemberShare(memberShare);
    release.setShadow(shadow);
    return record(Topics.MODEL_RELEASES, ReleaseLane.key(release), release, T0);
  }

  RawRecord releaseEnded(ReleaseLane lane) {
    return raw(Topics.MODEL_RELEASES, utf8(lane.key(JobOptions.CHANNEL)), null, T0);
  }

  private static ModelRelease modelRelease(
      Path bundle, String modelId, String sha256, long effectiveFromMs) {
    return ModelRelease.newBuilder()
        .setChannel(JobOptions.CHANNEL)
        .setModelId(modelId)
        .setBundleUri(bundle.toUri().toString())
        .setManifestSha256(sha256)
        .setEffectiveFromMs(effectiveFromMs)
        .build();
  }

  RawRecord record(String topic, String key, SpecificRecord value, long timeMs) {
    return raw(topic, utf8(key), wire(topic, value), timeMs);
  }

  byte[] wire(String topic, SpecificRecord value) {
    return WireFormat.encode(ids.idOf(topic), AvroBytes.encode(value));
  }

  RawRecord raw(String topic, byte[] key, byte[] value, long timeMs) {
    return new RawRecord(topic, 0, nextOffset(topic), timeMs, key, value);
  }

  /** End offset of a topic so far. */
  long end(String topic) {
    return nextOffsets.getOrDefault(topic, 0L);
  }

  private long nextOffset(String topic) {
    return nextOffsets.merge(topic, 1L, Long::sum) - 1;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
