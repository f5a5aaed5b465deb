package io.playhead.stream;

import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.RecordDecoder;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.ReleaseLane;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import io.playhead.window.MemberEvents;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/** From a record of a control topic to an update, or the reason why not. Used on one thread. */
final class ControlDecoder {
  /**
   * Every page subtask keeps every title, in state and in memory: 100,000 titles of 2 KB are 200 MB
   * a subtask, and one title may not be as large as 32 of them.
   */
  static final int TITLE_BYTES_MAX = 65_536;

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final RecordDecoder<Title> titles;
  private final RecordDecoder<ModelRelease> releases;

  ControlDecoder(SchemaIds ids) {
    titles = new RecordDecoder<>(Title.class, ids);
    releases = new RecordDecoder<>(ModelRelease.class, ids);
  }

  ControlUpdate decode(RawRecord raw, long nowMs) throws RejectedRecordException {
    Stamp stamp = Stamp.of(raw, nowMs);
    return switch (raw.topic()) {
      case Topics.TITLES ->
          raw.value() == null
              ? new ControlUpdate(ControlUpdate.Kind.TITLE_REMOVED, titleId(raw), null, stamp)
              : new ControlUpdate(
                  ControlUpdate.Kind.TITLE, checkedTitle(raw).getTitleId(), raw.value(), stamp);
      case Topics.MODEL_RELEASES -> release(raw, stamp);
      default ->
          throw new IllegalStateException(
              "The control source read topic " + raw.topic() + ", which is none of its topics");
    };
  }

  /** A title that was accepted before. */
  Title acceptedTitle(byte[] wire) {
    return accepted(titles, wire);
  }

  /** A release that was accepted before. */
  ModelRelease acceptedRelease(byte[] wire) {
    return accepted(releases, wire);
  }

  private static <T extends SpecificRecord> T accepted(RecordDecoder<T> decoder, byte[] wire) {
    try {
      return decoder.decode(wire);
    } catch (RejectedRecordException e) {
      throw new IllegalStateException(
          "A record that the control stage accepted cannot be decoded: " + e.detail(), e);
    }
  }

  private Title checkedTitle(RawRecord raw) throws RejectedRecordException {
    if (raw.value().length > TITLE_BYTES_MAX) {
      throw new RejectedRecordException(
          RejectReason.FIELD_TOO_LONG,
          "The title's record has %,d bytes; at most %,d are taken"
              .formatted(raw.value().length, TITLE_BYTES_MAX));
    }
    Title title = titles.decode(raw.value());
    requireId(title.getTitleId());
    EventDecoder.requireKey(raw.key(), title.getTitleId());
    return title;
  }

  private static String titleId(RawRecord raw) throws RejectedRecordException {
    String id = raw.key() == null ? "" : new String(raw.key(), StandardCharsets.UTF_8);
    requireId(id);
    return id;
  }

  private static void requireId(String titleId) throws RejectedRecordException {
    if (titleId.isBlank()) {
      throw new RejectedRecordException(RejectReason.MISSING_TITLE, "The title has no id");
    }
    if (titleId.length() > MemberEvents.ID_LENGTH_MAX) {
      throw new RejectedRecordException(
          RejectReason.FIELD_TOO_LONG,
          "The title's id has %,d characters; at most %,d are taken"
              .formatted(titleId.length(), MemberEvents.ID_LENGTH_MAX));
    }
  }

  private ControlUpdate release(RawRecord raw, Stamp stamp) throws RejectedRecordException {
    String key = raw.key() == null ? "" : new String(raw.key(), StandardCharsets.UTF_8);
    if (raw.value() == null && ReleaseLane.ofKey(key) != ReleaseLane.SERVING) {
      return new ControlUpdate(ControlUpdate.Kind.RELEASE_ENDED, key, null, stamp);
    }
    checkRelease(raw);
    return new ControlUpdate(ControlUpdate.Kind.RELEASE, key, raw.value(), stamp);
  }

  private void checkRelease(RawRecord raw) throws RejectedRecordException {
    ModelRelease release = releases.decode(raw.value());
    EventDecoder.requireKey(raw.key(), ReleaseLane.key(release));
    if (release.getChannel().indexOf(ReleaseLane.SEPARATOR) >= 0) {
      throw new RejectedRecordException(
          RejectReason.BAD_MODEL_RELEASE,
          "channel %.200s of the release has a #, which stands before the lane in a key"
              .formatted(release.getChannel()));
    }
    if (!SHA256.matcher(release.getManifestSha256()).matches()) {
      throw new RejectedRecordException(
          RejectReason.BAD_MODEL_RELEASE,
          "manifestSha256 of the release is not 64 lower-case hex digits");
    }
    if (!(release.getMemberShare() > 0 && release.getMemberShare() <= 1)) { // not a number is not
      throw new RejectedRecordException(
          RejectReason.BAD_MODEL_RELEASE,
          "memberShare %s of the release is not above 0 and up to 1"
              .formatted(release.getMemberShare()));
    }
    folder(release);
  }

  /** The bundle's folder. */
  static Path folder(ModelRelease release) throws RejectedRecordException {
    try {
      URI uri = URI.create(release.getBundleUri());
      if ("file".equals(uri.getScheme())) {
        return Path.of(uri);
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the sentence below, which names the text.
    }
    throw new RejectedRecordException(
        RejectReason.BAD_MODEL_RELEASE,
        "bundleUri %.200s is not a file: URI of a folder that every task can read"
            .formatted(release.getBundleUri()));
  }
}
