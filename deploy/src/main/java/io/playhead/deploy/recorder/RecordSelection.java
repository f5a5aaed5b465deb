package io.playhead.deploy.recorder;

import io.playhead.deploy.local.RecordedEvent;
import io.playhead.schemas.Arrival;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RecordDecoder;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import io.playhead.schemas.recording.RecordingWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What of the topics' records goes into the recording: events and pages of the range, of members
 * who did not ask to be forgotten; titles and releases always, and what takes them out. The rest is
 * counted. Runs for every record. One thread.
 */
final class RecordSelection {
  private final RecordOptions options;
  private final Erasures erasures;
  private final WriterSchemas schemas;
  private final RecordingWriter writer;
  private final Map<String, RecordDecoder<? extends SpecificRecord>> decoders = new HashMap<>();
  private final Map<String, Long> rejectedByReason;
  private long outOfRange;
  private long erased;
  private long pagesLeftOut;

  /** Goes on counting from {@code leftOut}. */
  RecordSelection(
      RecordOptions options,
      Erasures erasures,
      SchemaIds ids,
      RecordingWriter writer,
      LeftOut leftOut) {
    this.options = options;
    this.erasures = erasures;
    this.schemas = new WriterSchemas(ids);
    this.writer = writer;
    this.rejectedByReason = new TreeMap<>(leftOut.rejectedByReason());
    this.outOfRange = leftOut.outOfRange();
    this.erased = leftOut.erased();
    this.pagesLeftOut = leftOut.pages();
    decoders.put(Topics.PLAYBACK_EVENTS, new RecordDecoder<>(PlaybackEvent.class, ids));
    decoders.put(Topics.DEVICE_EVENTS, new RecordDecoder<>(DeviceEvent.class, ids));
    decoders.put(Topics.FEEDBACK_EVENTS, new RecordDecoder<>(FeedbackEvent.class, ids));
    decoders.put(Topics.TITLES, new RecordDecoder<>(Title.class, ids));
    decoders.put(Topics.MODEL_RELEASES, new RecordDecoder<>(ModelRelease.class, ids));
    decoders.put(Topics.RECOMMENDATIONS, new RecordDecoder<>(Recommendation.class, ids));
  }

  /** Writes the record, or counts it. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null && record.key() != null && Topics.of(record.topic()).compacted()) {
      takeRemoval(record);
      return;
    }
    try {
      SpecificRecord decoded = decoders.get(record.topic()).decode(record.value());
      if (isWanted(decoded)) {
        schemas.requireKnown(record.topic(), record.value());
        write(decoded, record);
      }
    } catch (RejectedRecordException e) {
      reject(e.reason());
    }
  }

  private void takeRemoval(ConsumerRecord<byte[], byte[]> record) {
    // That a member's page is gone says that the member is forgotten, which we do not tell.
    if (!record.topic().equals(Topics.RECOMMENDATIONS)) {
      writer.writeRemoval(arrival(record, new String(record.key(), StandardCharsets.UTF_8)));
    }
  }

  private boolean isWanted(SpecificRecord record) {
    if (record instanceof Title || record instanceof ModelRelease) {
      return true;
    }
    if (record instanceof Recommendation page) {
      long timeMs = page.getContext().getEventTimeMs();
      boolean isWanted = isInRange(timeMs) && !erasures.covers(page.getMemberId(), timeMs);
      pagesLeftOut += isWanted ? 0 : 1;
      return isWanted;
    }
    RecordedEvent event = RecordedEvent.of(record);
    boolean isInRange = isInRange(event.eventTimeMs());
    boolean isErased = isInRange && erasures.covers(event.memberId(), event.eventTimeMs());
    outOfRange += isInRange ? 0 : 1;
    erased += isErased ? 1 : 0;
    return isInRange && !isErased;
  }

  private boolean isInRange(long timeMs) {
    return timeMs >= options.fromMs() && timeMs < options.toMs();
  }

  private void write(SpecificRecord decoded, ConsumerRecord<byte[], byte[]> record) {
    if (decoded instanceof Recommendation page) {
      writer.write(page);
    } else {
      writer.write(decoded, arrival(record, null));
    }
  }

  private static Arrival arrival(ConsumerRecord<byte[], byte[]> record, String removedKey) {
    return new Arrival(
        record.topic(), record.partition(), record.offset(), record.timestamp(), removedKey);
  }

  /** Counts a record that could not be read. */
  private void reject(RejectReason reason) {
    rejectedByReason.merge(reason.name(), 1L, Long::sum);
  }

  LeftOut leftOut() {
    return new LeftOut(outOfRange, erased, pagesLeftOut, rejectedByReason);
  }
}
