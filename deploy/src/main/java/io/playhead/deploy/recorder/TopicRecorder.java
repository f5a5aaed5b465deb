package io.playhead.deploy.recorder;

import io.playhead.deploy.Progress;
import io.playhead.deploy.local.RecordedEvent;
import io.playhead.deploy.local.Servers;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.RecordDecoder;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import io.playhead.schemas.recording.RecordingWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes what is on the topics now as a recording: the events of a time range in the order of their
 * arrival, and the catalogue as it is. Members who asked to be forgotten are left out as the job
 * leaves them out; bytes that are no record are counted. One thread.
 */
public final class TopicRecorder {
  private final RecordOptions options;
  private final Map<String, Long> erasedUntilMs = new HashMap<>();
  private final Map<String, Long> rejectedByReason = new TreeMap<>();
  private long events;
  private long outOfRange;
  private long erased;
  private long oldestMs = Long.MAX_VALUE;
  private long newestMs = Long.MIN_VALUE;

  /** Prepares a recording. */
  public TopicRecorder(RecordOptions options) {
    this.options = options;
  }

  /** Records; the topics may grow meanwhile, what comes is not waited for. */
  public RecordFigures run() {
    long startedNs = System.nanoTime();
    Servers.requireUp(options.bootstrap(), options.registryUrl());
    SchemaIds ids = new RegistrySchemaIds(options.registryUrl());
    Map<String, Title> titles = new TreeMap<>();
    RecordingWriter writer = RecordingWriter.create(options.out());
    try {
      readErasures(ids);
      readTitles(ids, titles);
      titles.values().forEach(writer::write);
      writeEvents(ids, writer);
      describe(writer);
    } catch (RuntimeException e) {
      writer.discard();
      throw e;
    }
    writer.close();
    return new RecordFigures(
        events,
        titles.size(),
        outOfRange,
        erased,
        rejectedByReason.values().stream().mapToLong(Long::longValue).sum(),
        rejectedByReason,
        events == 0 ? 0 : oldestMs,
        events == 0 ? 0 : newestMs,
        (System.nanoTime() - startedNs) / 1e9);
  }

  private void describe(RecordingWriter writer) {
    writer.provenance("importer", "playhead record");
    if (options.from() != null) {
      writer.provenance("from", options.from().toString());
    }
    if (options.to() != null) {
      writer.provenance("to", options.to().toString());
    }
  }

  private void readErasures(SchemaIds ids) {
    RecordDecoder<Erasure> decoder = new RecordDecoder<>(Erasure.class, ids);
    try (TopicMerge records = new TopicMerge(options.bootstrap(), List.of(Topics.ERASURES))) {
      while (records.hasNext()) {
        Erasure erasure = decode(decoder, records.next());
        if (erasure != null) {
          erasedUntilMs.merge(erasure.getMemberId(), erasure.getRequestedAtMs(), Math::max);
        }
      }
    }
  }

  private void readTitles(SchemaIds ids, Map<String, Title> titles) {
    RecordDecoder<Title> decoder = new RecordDecoder<>(Title.class, ids);
    try (TopicMerge records = new TopicMerge(options.bootstrap(), List.of(Topics.TITLES))) {
      while (records.hasNext()) {
        ConsumerRecord<byte[], byte[]> record = records.next();
        if (record.value() == null && record.key() != null) {
          titles.remove(new String(record.key(), StandardCharsets.UTF_8));
          continue;
        }
        Title title = decode(decoder, record);
        if (title != null) {
          titles.put(title.getTitleId(), title);
        }
      }
    }
  }

  private void writeEvents(SchemaIds ids, RecordingWriter writer) {
    Map<String, RecordDecoder<? extends SpecificRecord>> decoders =
        Map.of(
            Topics.PLAYBACK_EVENTS, new RecordDecoder<>(PlaybackEvent.class, ids),
            Topics.DEVICE_EVENTS, new RecordDecoder<>(DeviceEvent.class, ids),
            Topics.FEEDBACK_EVENTS, new RecordDecoder<>(FeedbackEvent.class, ids));
    try (TopicMerge records = new TopicMerge(options.bootstrap(), decoders.keySet());
        Progress progress = Progress.start("record", records.sizeMax(), " records", 1)) {
      long read = 0;
      while (records.hasNext()) {
        ConsumerRecord<byte[], byte[]> record = records.next();
        SpecificRecord event = decode(decoders.get(record.topic()), record);
        if (event != null) {
          take(RecordedEvent.of(event), writer);
        }
        progress.at(++read);
      }
    }
  }

  private void take(RecordedEvent event, RecordingWriter writer) {
    long timeMs = event.eventTimeMs();
    if (timeMs < options.fromMs() || timeMs >= options.toMs()) {
      outOfRange++;
    } else if (timeMs <= erasedUntilMs.getOrDefault(event.memberId(), Long.MIN_VALUE)) {
      erased++;
    } else {
      write(event.record(), writer);
      events++;
      oldestMs = Math.min(oldestMs, timeMs);
      newestMs = Math.max(newestMs, timeMs);
    }
  }

  private static void write(SpecificRecord event, RecordingWriter writer) {
    if (event instanceof PlaybackEvent playback) {
      writer.write(playback);
    } else if (event instanceof DeviceEvent device) {
      writer.write(device);
    } else {
      writer.write((FeedbackEvent) event);
    }
  }

  /** The record; null: it cannot be used, and is counted. */
  private <T extends SpecificRecord> T decode(
      RecordDecoder<T> decoder, ConsumerRecord<byte[], byte[]> record) {
    try {
      return decoder.decode(record.value());
    } catch (RejectedRecordException e) {
      rejectedByReason.merge(e.reason().name(), 1L, Long::sum);
      return null;
    }
  }
}
