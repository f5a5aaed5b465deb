package io.playhead.schemas.recording;

import io.playhead.schemas.Arrival;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The files of a recording: each the records of one topic, and the lines that say how they arrived.
 */
enum RecordingFile {
  PLAYBACK(Topics.PLAYBACK_EVENTS),
  DEVICE(Topics.DEVICE_EVENTS),
  FEEDBACK(Topics.FEEDBACK_EVENTS),
  TITLES(Topics.TITLES),
  /** Since version 2, with arrivals alone: a release means nothing without its moment. */
  RELEASES(Topics.MODEL_RELEASES),
  /** Since version 2. */
  PAGES(Topics.RECOMMENDATIONS),
  /** Since version 2. */
  ARRIVALS("arrivals", Arrival.class, arrivalSchema());

  static final String MANIFEST = "manifest.json";

  /** What every recording has, and all that version 1 knows. */
  static final List<RecordingFile> ALWAYS = List.of(PLAYBACK, DEVICE, FEEDBACK, TITLES);

  private final String stem;
  private final Class<? extends SpecificRecord> type;
  private final Schema schema;

  RecordingFile(String topic) {
    this(Topics.of(topic));
  }

  RecordingFile(Topic topic) {
    this(topic.name(), topic.type(), topic.schema());
  }

  RecordingFile(String stem, Class<? extends SpecificRecord> type, Schema schema) {
    this.stem = stem;
    this.type = type;
    this.schema = schema;
  }

  /** The file that records like this one belong to. */
  static RecordingFile of(SpecificRecord record) {
    for (RecordingFile file : values()) {
      if (file.type == record.getClass()) {
        return file;
      }
    }
    throw new IllegalArgumentException("no file of a recording takes " + record.getClass());
  }

  /** The topic of the file's records. */
  String topic() {
    return stem;
  }

  Class<? extends SpecificRecord> type() {
    return type;
  }

  /** The schema as it is written into the file. */
  Schema schema() {
    return schema;
  }

  boolean isOfEvents() {
    return this == PLAYBACK || this == DEVICE || this == FEEDBACK;
  }

  /** Whether a line of the arrivals belongs to each of its records. */
  boolean hasArrivals() {
    return this != PAGES && this != ARRIVALS;
  }

  /** Whether a null value takes something out that the topic's records have put in. */
  static boolean canRemove(String topic) {
    return topic.equals(TITLES.stem) || topic.equals(RELEASES.stem);
  }

  /** Such as {@code playback-events.avro}. */
  String fileName() {
    return stem + ".avro";
  }

  static Set<String> fileNames(List<RecordingFile> files) {
    return files.stream().map(RecordingFile::fileName).collect(Collectors.toUnmodifiableSet());
  }

  static List<RecordingFile> all() {
    return Arrays.asList(values());
  }

  /** When an event happened, milliseconds since 1970-01-01 UTC. */
  static long eventTimeMs(SpecificRecord event) {
    if (event instanceof PlaybackEvent playback) {
      return playback.getEventTimeMs();
    } else if (event instanceof DeviceEvent device) {
      return device.getEventTimeMs();
    } else if (event instanceof FeedbackEvent feedback) {
      return feedback.getEventTimeMs();
    }
    throw new IllegalArgumentException("not an event: " + event.getClass());
  }

  /** As its file says it, like those of the topics. */
  private static Schema arrivalSchema() {
    try (InputStream in = Arrival.class.getResourceAsStream("Arrival.avsc")) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
