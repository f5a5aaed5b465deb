package io.playhead.schemas.recording;

import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.util.Arrays;
import java.util.List;

/** The four files of a recording, each the records of one topic. */
enum RecordingFile {
  PLAYBACK(Topics.PLAYBACK_EVENTS),
  DEVICE(Topics.DEVICE_EVENTS),
  FEEDBACK(Topics.FEEDBACK_EVENTS),
  TITLES(Topics.TITLES);

  static final String MANIFEST = "manifest.json";

  private final Topic topic;

  RecordingFile(String topic) {
    this.topic = Topics.of(topic);
  }

  Topic topic() {
    return topic;
  }

  /** Such as {@code playback-events.avro}. */
  String fileName() {
    return topic.name() + ".avro";
  }

  static List<String> fileNames() {
    return Arrays.stream(values()).map(RecordingFile::fileName).toList();
  }
}
