package io.playhead.schemas.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.MalformedAvroException;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.RandomRecords;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
  @TempDir private Path temp;

  @Test
  void readsWhatWasWrittenInTheOrderOfArrival() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("RecordingTest seed " + seed);
    RandomRecords random = new RandomRecords(seed);
    List<PlaybackEvent> playback = some(random, PlaybackEvent.class, Topics.PLAYBACK_EVENTS, 3_000);
    List<DeviceEvent> device = some(random, DeviceEvent.class, Topics.DEVICE_EVENTS, 20);
    List<FeedbackEvent> feedback = some(random, FeedbackEvent.class, Topics.FEEDBACK_EVENTS, 40);
    List<Title> titles = some(random, Title.class, Topics.TITLES, 30);
    try (RecordingWriter writer = RecordingWriter.create(temp.resolve("deep/folder"))) {
      playback.forEach(writer::write);
      device.forEach(writer::write);
      feedback.forEach(writer::write);
      titles.forEach(writer::write);
      writer.provenance("importer", "test");
    }

    Recording recording = Recording.open(temp.resolve("deep/folder"));

    assertThat(all(recording.playbackEvents())).isEqualTo(playback);
    assertThat(all(recording.deviceEvents())).isEqualTo(device);
    assertThat(all(recording.feedbackEvents())).isEqualTo(feedback);
    assertThat(all(recording.titles())).isEqualTo(titles);
    assertThat(recording.manifest().eventCount()).isEqualTo(3_060);
    assertThat(recording.manifest().titleCount()).isEqualTo(30);
    assertThat(recording.manifest().provenance()).containsEntry("importer", "test").hasSize(1);
  }

  @Test
  void knowsFromWhenToWhenItReaches() {
    write(temp, 300, 100, 200);

    RecordingManifest manifest = Recording.open(temp).manifest();

    assertThat(manifest.fromMs()).isEqualTo(100);
    assertThat(manifest.toMs()).isEqualTo(300);
  }

  @Test
  void writesTheSameBytesForTheSameRecords() throws IOException {
    write(temp.resolve("a"), 1, 2, 3);
    write(temp.resolve("b"), 1, 2, 3);
    write(temp.resolve("c"), 1, 3, 2);

    String a = Recording.open(temp.resolve("a")).sha256();

    assertThat(Recording.open(temp.resolve("b")).sha256()).isEqualTo(a).hasSize(64);
    assertThat(Recording.open(temp.resolve("c")).sha256()).isNotEqualTo(a);
  }

  @Test
  void anEmptyRecordingIsARecording() {
    write(temp);

    Recording recording = Recording.open(temp);

    assertThat(recording.manifest().eventCount()).isZero();
    assertThat(recording.playbackEvents()).isExhausted();
  }

  @Test
  void eventsAndTitlesAloneAreStillTheFirstLayout() throws IOException {
    write(temp, 1);

    String manifest = Files.readString(temp.resolve("manifest.json"));

    assertThat(manifest).contains("\"formatVersion\" : 1").doesNotContain("offsets");
    Recording recording = Recording.open(temp);
    assertThat(recording.hasArrivals()).isFalse();
    assertThat(recording.arrivals()).isExhausted();
    assertThat(recording.releases()).isExhausted();
    assertThat(recording.pages()).isExhausted();
  }

  @Test
  void refusesAFolderThatHoldsARecording() {
    write(temp, 1);

    assertThatThrownBy(() -> RecordingWriter.create(temp))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("already holds playback-events.avro; choose an empty folder");
    assertThat(Recording.open(temp).manifest().eventCount()).isEqualTo(1);
  }

  @Test
  void aDiscardedRecordingIsNone() {
    try (RecordingWriter writer = RecordingWriter.create(temp)) {
      writer.write(event(1));
      writer.discard();
    }

    assertNotOpened("is no recording: it has no manifest.json");
  }

  @Test
  void aRecordingOfAFailedWriteIsNone() {
    PlaybackEvent incomplete = event(1);
    incomplete.setMemberId(null);
    assertThatThrownBy(
            () -> {
              try (RecordingWriter writer = RecordingWriter.create(temp)) {
                writer.write(incomplete);
              }
            })
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("cannot be written to")
        .hasMessageContaining("memberId");

    assertNotOpened("is no recording: it has no manifest.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "playback-events.avro",
        "device-events.avro",
        "feedback-events.avro",
        "titles.avro"
      })
  void saysWhichFileIsMissing(String name) throws IOException {
    write(temp, 1);
    Files.delete(temp.resolve(name));

    assertNotOpened(name + " is missing");
  }

  @Test
  void saysWhichFileIsNotWhatWasRecorded() throws IOException {
    write(temp, 1, 2, 3);
    Path file = temp.resolve("playback-events.avro");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertNotOpened("playback-events.avro is not the file that was recorded");
  }

  @Test
  void saysWhichFileHasGrown() throws IOException {
    write(temp, 1);
    Files.write(temp.resolve("titles.avro"), new byte[] {0}, StandardOpenOption.APPEND);

    assertNotOpened("titles.avro is not the file that was recorded");
  }

  @Test
  void refusesTheManifestOfANewerVersion() throws IOException {
    write(temp, 1);
    replaceInManifest("\"formatVersion\" : 1", "\"formatVersion\" : 3");

    assertNotOpened("formatVersion=3, and this version reads formatVersion=1 to 2");
  }

  @Test
  void refusesAManifestOfOtherFiles() throws IOException {
    write(temp, 1);
    replaceInManifest("titles.avro", "../titles.avro");

    assertNotOpened("it lists the files");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"formatVersion\":1}",
        "{\"formatVersion\":1,\"files\":{\"titles.avro\":null}}"
      })
  void refusesAManifestThatIsNone(String json) throws IOException {
    write(temp, 1);
    Files.writeString(temp.resolve("manifest.json"), json);

    assertNotOpened("manifest.json cannot be read");
  }

  private void assertNotOpened(String message) {
    assertThatThrownBy(() -> Recording.open(temp))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining(temp.toString())
        .hasMessageContaining(message);
  }

  private void replaceInManifest(String old, String replacement) throws IOException {
    Path manifest = temp.resolve("manifest.json");
    String json = Files.readString(manifest);
    assertThat(json).contains(old);
    Files.writeString(manifest, json.replace(old, replacement));
  }

  private static void write(Path folder, long... timesMs) {
    try (RecordingWriter writer = RecordingWriter.create(folder)) {
      for (long timeMs : timesMs) {
        writer.write(event(timeMs));
      }
    }
  }

  private static PlaybackEvent event(long timeMs) {
    return PlaybackEvent.newBuilder()
        .setMemberId("m")
        .setTitleId("t")
        .setEventTimeMs(timeMs)
        .setAction(PlaybackAction.PLAY)
        .build();
  }

  private static <T extends SpecificRecord> List<T> some(
      RandomRecords random, Class<T> type, String topic, int count) throws MalformedAvroException {
    Schema schema = Topics.of(topic).schema();
    List<T> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = RandomRecords.bytes(random.next(schema));
      records.add(AvroBytes.decode(type, schema, bytes, 0, bytes.length));
    }
    return records;
  }

  private static <T extends SpecificRecord> List<T> all(RecordIterator<T> records) {
    try (records) {
      List<T> all = new ArrayList<>();
      for (Iterator<T> each = records; each.hasNext(); ) {
        all.add(each.next());
      }
      return all;
    }
  }
}
