package io.playhead.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.playhead.deploy.ListsCsv;
import io.playhead.deploy.replay.kafka.KafkaReplay;
import io.playhead.deploy.replay.kafka.KafkaReplayFigures;
import io.playhead.deploy.replay.kafka.KafkaReplayOptions;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.HoldOut;
import io.playhead.window.MemberHistories;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Law 4 with all parts real: replaying what was recorded gives the lists that were live. */
class ReplayIsLiveTest {
  private static final float SCORE_TOLERANCE = 1e-4f;
  private static final int MEMBERS = 15;
  private static final int EVENTS = 900;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void givesTheSameListsLiveAndInReplayOfAnyParallelism() throws Exception {
    List<SpecificRecord> events = SmallRecording.events(11, MEMBERS, EVENTS);
    Path recording = SmallRecording.write(folder.resolve("recording"), events);
    Path live = folder.resolve("live.csv");
    try (LiveRun run = LiveRun.start(folder)) {
      run.feed(events);
      assertThat(run.awaitSettled(Duration.ofSeconds(90))).isTrue();
      assertThat(run.reader.rejectedCount()).isZero();
      write(live, run.reader);
    }

    KafkaReplayFigures first = replay(recording, "first", 2, 4);
    KafkaReplayFigures second = replay(recording, "second", 1, 2);

    for (KafkaReplayFigures figures : List.of(first, second)) {
      assertThat(figures.eventsIn()).isEqualTo(EVENTS);
      assertThat(figures.lost()).isZero();
      assertThat(figures.rejected()).isZero();
      assertThat(figures.membersWithList()).isEqualTo(MEMBERS);
      assertThat(figures.tokensClosed()).isEqualTo(tokens(recording));
    }
    assertSameLists(live, folder.resolve("first/lists.csv"));
    assertSameLists(live, folder.resolve("second/lists.csv"));
  }

  private KafkaReplayFigures replay(Path recording, String name, int parallelism, int partitions) {
    Path out = folder.resolve(name);
    return new KafkaReplay(
            new KafkaReplayOptions(
                recording,
                folder.resolve("bundle"),
                out,
                out.resolve("work"),
                HoldOut.NONE,
                parallelism,
                partitions,
                200,
                null,
                false))
        .run();
  }

  private static long tokens(Path folder) {
    Recording recording = Recording.open(folder);
    return MemberHistories.of(
            all(recording.playbackEvents()),
            all(recording.deviceEvents()),
            all(recording.feedbackEvents()))
        .tokenCount();
  }

  private static <T extends SpecificRecord> List<T> all(
      io.playhead.schemas.recording.RecordIterator<T> records) {
    try (records) {
      List<T> list = new java.util.ArrayList<>();
      records.forEachRemaining(list::add);
      return list;
    }
  }

  private static void write(Path file, PageReader reader) throws IOException {
    try (ListsCsv.Writer csv = new ListsCsv.Writer(file)) {
      for (String memberId : reader.membersWithPage()) {
        Recommendation page = reader.page(memberId);
        csv.write(page);
      }
    }
  }

  /** The same titles in the same rows at the same revision; titles closer than 1e-4 may swap. */
  private static void assertSameLists(Path expected, Path actual) throws IOException {
    Map<String, Float> wanted = scores(expected);
    Map<String, Float> found = scores(actual);

    assertThat(found.keySet()).isEqualTo(wanted.keySet());
    wanted.forEach(
        (place, score) ->
            assertThat(found.get(place)).as(place).isCloseTo(score, within(SCORE_TOLERANCE)));
    assertThat(ranked(actual))
        .usingElementComparator(
            (a, b) -> Math.abs(a - b) < SCORE_TOLERANCE ? 0 : Float.compare(a, b))
        .containsExactlyElementsOf(ranked(expected));
  }

  private static Map<String, Float> scores(Path file) throws IOException {
    Map<String, Float> scores = new TreeMap<>();
    for (ListsCsv.Line line : ListsCsv.read(file)) {
      scores.put(
          line.memberId() + " " + line.revision() + " " + line.row() + " " + line.titleId(),
          line.score());
    }
    return scores;
  }

  private static List<Float> ranked(Path file) throws IOException {
    return ListsCsv.read(file).stream().map(ListsCsv.Line::score).toList();
  }
}
