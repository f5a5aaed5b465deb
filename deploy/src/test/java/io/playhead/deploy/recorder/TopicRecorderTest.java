package io.playhead.deploy.recorder;

import static io.playhead.deploy.recorder.RecordedDay.AHEAD;
import static io.playhead.deploy.recorder.RecordedDay.FORGOTTEN;
import static io.playhead.deploy.recorder.RecordedDay.HOUR_MS;
import static io.playhead.deploy.recorder.RecordedDay.START;
import static io.playhead.deploy.recorder.RecordedDay.START_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.Arrival;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Topics;
import io.playhead.schemas.recording.Arrived;
import io.playhead.schemas.recording.ArrivedRecords;
import io.playhead.schemas.recording.PartitionOffsets;
import io.playhead.schemas.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics of a real broker, recorded by a range. */
@Timeout(180)
class TopicRecorderTest {
  private static final long SEED = new Random().nextLong();

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private static RecordedDay day;

  @BeforeAll
  static void fillTopics() {
    System.out.println("TopicRecorderTest seed " + SEED);
    day = RecordedDay.start(shared.resolve("work"), SEED);
  }

  @AfterAll
  static void stop() {
    day.close();
  }

  @Test
  void writesWhatIsInTheRangeInTheOrderInWhichItArrived() {
    long fromMs = START_MS + HOUR_MS / 2;
    long toMs = START_MS + 3 * HOUR_MS / 2;
    RecordOptions options = day.options(folder.resolve("range"), at(fromMs), at(toMs), null, false);

    RecordFigures figures = new TopicRecorder(options).run();

    Recording recording = Recording.open(options.out());
    List<TimedTopics.Sent> wanted =
        day.topics.inOrder(OffsetPlan.RECORDED.subList(0, 5), sent -> isWanted(sent, fromMs, toMs));
    List<Arrived> arrived = all(recording);
    assertThat(arrived.stream().map(TopicRecorderTest::sentAt)).containsExactlyElementsOf(wanted);
    assertThat(arrived.stream().filter(each -> each.record() != null).map(Arrived::record))
        .containsExactlyElementsOf(
            wanted.stream().map(TimedTopics.Sent::record).filter(r -> r != null).toList());
    List<Recommendation> pages = new ArrayList<>();
    recording.pages().forEachRemaining(pages::add);
    assertThat(pages)
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            day
                .topics
                .inOrder(List.of(Topics.RECOMMENDATIONS), sent -> isWanted(sent, fromMs, toMs))
                .stream()
                .map(sent -> (Recommendation) sent.record())
                .toList());
    assertThat(figures.events()).isEqualTo(recording.manifest().eventCount()).isPositive();
    assertThat(figures.releases()).isEqualTo(recording.manifest().releaseCount()).isPositive();
    assertThat(figures.pages()).isEqualTo(pages.size());
    assertThat(figures.outOfRange()).isPositive();
    assertThat(figures.erased()).isPositive();
    assertThat(figures.pagesLeftOut()).isPositive();
    assertThat(figures.rejectedByReason()).containsOnlyKeys("WRONG_MAGIC_BYTE");
    assertThat(recording.manifest().offsets().keySet())
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                "device-events",
                "erasures",
                "feedback-events",
                "model-releases",
                "playback-events",
                "recommendations",
                "titles"));
  }

  private static boolean isWanted(TimedTopics.Sent sent, long fromMs, long toMs) {
    boolean isControl = sent.topic().equals(Topics.TITLES);
    if (isControl || sent.topic().equals(Topics.MODEL_RELEASES)) {
      return true;
    }
    return sent.record() != null
        && sent.eventTimeMs() >= fromMs
        && sent.eventTimeMs() < toMs
        && !(sent.key().equals(FORGOTTEN) && sent.eventTimeMs() <= START_MS + HOUR_MS);
  }

  private static TimedTopics.Sent sentAt(Arrived arrived) {
    Arrival at = arrived.arrival();
    TimedTopics.Sent sent =
        day.topics.of(at.getTopic()).get(at.getPartition()).get((int) at.getOffset());
    assertThat(at.getAppendedMs()).isEqualTo(sent.appendedMs());
    assertThat(at.getRemovedKey()).isEqualTo(sent.record() == null ? sent.key() : null);
    return sent;
  }

  @Test
  void readsNoFurtherThanTheLatenessThatIsAskedFor() {
    long toMs = START_MS + HOUR_MS;
    long latenessMs = 60_000;
    RecordOptions whole = day.options(folder.resolve("whole"), START, at(toMs), null, false);
    RecordOptions punctual =
        day.options(folder.resolve("punctual"), START, at(toMs), latenessMs, false);

    RecordFigures all = new TopicRecorder(whole).run();
    RecordFigures early = new TopicRecorder(punctual).run();

    assertThat(early.events()).isPositive().isLessThan(all.events());
    Recording recording = Recording.open(punctual.out());
    for (String topic : List.of(Topics.PLAYBACK_EVENTS, Topics.TITLES)) {
      for (PartitionOffsets read : recording.manifest().offsets().get(topic)) {
        List<TimedTopics.Sent> sent = day.topics.of(topic).get(read.partition());
        assertThat(sent.subList(0, (int) read.to()))
            .allMatch(each -> each.appendedMs() < toMs + latenessMs);
      }
    }
    assertThat(recording.manifest().provenance()).containsEntry("latenessMs", "60000");
  }

  @Test
  void readsFromADayBeforeTheRangeAndMissesNothing() {
    RecordOptions options =
        day.options(folder.resolve("ahead"), START, at(START_MS + 2), null, false);

    new TopicRecorder(options).run();

    Recording recording = Recording.open(options.out());
    List<TimedTopics.Sent> wanted =
        day.topics.inOrder(
            OffsetPlan.RECORDED.subList(0, 3), sent -> isWanted(sent, START_MS, START_MS + 2));
    assertThat(wanted).anyMatch(sent -> sent.key().equals(AHEAD));
    assertThat(recording.manifest().eventCount()).isEqualTo(wanted.size());
    assertThat(recording.manifest().offsets().get(Topics.PLAYBACK_EVENTS))
        .allMatch(read -> read.from() > 0);
    assertThat(recording.manifest().offsets().get(Topics.TITLES))
        .allMatch(read -> read.from() == 0);
  }

  @Test
  void leavesNothingOfARangeThatIsEmpty() throws IOException {
    RecordOptions options = day.options(folder.resolve("empty"), at(1_000), at(2_000), null, false);
    RecordOptions given = day.options(folder.resolve("given"), at(1_000), at(2_000), null, false);
    Files.createDirectories(given.out());

    for (RecordOptions each : List.of(options, given)) {
      assertThatThrownBy(() -> new TopicRecorder(each).run())
          .isInstanceOfSatisfying(
              CommandFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
          .hasMessageContaining("have no event to record in --from 1970-01-01T00:00:01Z --to");
    }

    assertThat(options.out()).doesNotExist();
    assertThat(given.out()).isEmptyDirectory();
  }

  @Test
  void refusesRecordsOfANewerWriterInsteadOfDroppingTheirFields() throws Exception {
    Schema newer = UnknownFieldsTest.with(Topics.of(Topics.FEEDBACK_EVENTS).schema(), "mood");
    long timeMs = START_MS - 3 * HOUR_MS;
    SpecificRecord today = TimedTopics.feedback("newer", "t1", timeMs);
    GenericData.Record record = new GenericData.Record(newer);
    today.getSchema().getFields().forEach(f -> record.put(f.name(), today.get(f.pos())));
    record.put("mood", "gay");
    int id = NewerWriter.register(day.local.registryUrl(), "feedback-events-value", newer);
    day.topics.sendBytes(
        Topics.FEEDBACK_EVENTS, "newer", NewerWriter.encode(id, record, newer), timeMs);
    day.topics.flush();
    RecordOptions options =
        day.options(folder.resolve("newer"), at(timeMs), at(timeMs + 1), null, false);

    assertThatThrownBy(() -> new TopicRecorder(options).run())
        .isInstanceOfSatisfying(
            CommandFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
        .hasMessageContaining("feedback-events carries records of schema id " + id)
        .hasMessageContaining("whose fields mood this version does not know");

    assertThat(options.out()).doesNotExist();
  }

  private static List<Arrived> all(Recording recording) {
    List<Arrived> all = new ArrayList<>();
    try (ArrivedRecords records = ArrivedRecords.all(recording)) {
      records.forEachRemaining(all::add);
    }
    return all;
  }

  private static Instant at(long ms) {
    return Instant.ofEpochMilli(ms);
  }
}
