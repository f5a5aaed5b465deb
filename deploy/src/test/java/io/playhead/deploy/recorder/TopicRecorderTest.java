package io.playhead.deploy.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.LocalMode;
import io.playhead.schemas.Arrival;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Topics;
import io.playhead.schemas.recording.Arrived;
import io.playhead.schemas.recording.ArrivedRecords;
import io.playhead.schemas.recording.PartitionOffsets;
import io.playhead.schemas.recording.Recording;
import io.playhead.schemas.recording.RecordingException;
import io.playhead.schemas.recording.UnfinishedRecording;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics of a real broker, recorded and cut off in every way. */
@Timeout(180)
class TopicRecorderTest {
  private static final int EVENTS = 1_500;
  private static final int CHECKPOINT_RECORDS = 100;
  private static final String FORGOTTEN = "member-3";
  private static final long HOUR_MS = 3_600_000L;
  // Recent, as compaction may take what is older than twelve hours.
  private static final long START_MS = System.currentTimeMillis() - 4 * HOUR_MS;
  private static final long OLD_MS = START_MS - 72 * HOUR_MS;
  private static final String AHEAD = "ahead";
  private static final Instant WHOLE = Instant.ofEpochMilli(START_MS);
  private static final long SEED = new Random().nextLong();

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private static LocalMode local;
  private static TimedTopics topics;

  @BeforeAll
  static void fillTopics() {
    System.out.println("TopicRecorderTest seed " + SEED);
    local = LocalMode.start(shared.resolve("work"), TimedTopics.PARTITIONS);
    topics = new TimedTopics(local);
    for (int i = 0; i < 30; i++) {
      String old = "old-" + i;
      topics.send(old, TimedTopics.playback(old, "t1", OLD_MS), OLD_MS, OLD_MS);
    }
    // Appended twenty hours before it happened, which the job takes.
    topics.send(
        AHEAD,
        TimedTopics.playback(AHEAD, "t1", START_MS + 1),
        START_MS - 20 * HOUR_MS,
        START_MS + 1);
    topics.fill(SEED, START_MS, EVENTS);
    topics.send(
        FORGOTTEN,
        Erasure.newBuilder().setMemberId(FORGOTTEN).setRequestedAtMs(START_MS + HOUR_MS).build(),
        START_MS + 3 * HOUR_MS,
        0);
    topics.flush();
  }

  @AfterAll
  static void stop() {
    topics.close();
    local.close();
  }

  @Test
  void writesWhatIsInTheRangeInTheOrderInWhichItArrived() {
    long fromMs = START_MS + HOUR_MS / 2;
    long toMs = START_MS + 3 * HOUR_MS / 2;
    RecordOptions options = options("range", at(fromMs), at(toMs), null, false);

    RecordFigures figures = new TopicRecorder(options).run();

    Recording recording = Recording.open(options.out());
    List<TimedTopics.Sent> wanted =
        inOrder(OffsetPlan.RECORDED.subList(0, 5), sent -> isWanted(sent, fromMs, toMs));
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
            inOrder(List.of(Topics.RECOMMENDATIONS), sent -> isWanted(sent, fromMs, toMs)).stream()
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

  /** The plain model of the merge: the oldest of the partitions' next records, always. */
  private static List<TimedTopics.Sent> inOrder(
      List<String> names, Predicate<TimedTopics.Sent> wanted) {
    record Next(String topic, int partition, int offset) {
      TimedTopics.Sent sent() {
        return topics.of(topic).get(partition).get(offset);
      }
    }
    PriorityQueue<Next> heads =
        new PriorityQueue<>(
            Comparator.comparingLong((Next next) -> next.sent().appendedMs())
                .thenComparing(Next::topic)
                .thenComparingInt(Next::partition));
    for (String topic : names) {
      for (int partition = 0; partition < topics.of(topic).size(); partition++) {
        if (!topics.of(topic).get(partition).isEmpty()) {
          heads.add(new Next(topic, partition, 0));
        }
      }
    }
    List<TimedTopics.Sent> all = new ArrayList<>();
    while (!heads.isEmpty()) {
      Next next = heads.poll();
      if (wanted.test(next.sent())) {
        all.add(next.sent());
      }
      if (next.offset() + 1 < topics.of(next.topic()).get(next.partition()).size()) {
        heads.add(new Next(next.topic(), next.partition(), next.offset() + 1));
      }
    }
    return all;
  }

  private static TimedTopics.Sent sentAt(Arrived arrived) {
    Arrival at = arrived.arrival();
    TimedTopics.Sent sent =
        topics.of(at.getTopic()).get(at.getPartition()).get((int) at.getOffset());
    assertThat(at.getAppendedMs()).isEqualTo(sent.appendedMs());
    assertThat(at.getRemovedKey()).isEqualTo(sent.record() == null ? sent.key() : null);
    return sent;
  }

  @Test
  void readsNoFurtherThanTheLatenessThatIsAskedFor() {
    long toMs = START_MS + HOUR_MS;
    long latenessMs = 60_000;
    RecordOptions whole = options("whole", WHOLE, at(toMs), null, false);
    RecordOptions punctual = options("punctual", WHOLE, at(toMs), latenessMs, false);

    RecordFigures all = new TopicRecorder(whole).run();
    RecordFigures early = new TopicRecorder(punctual).run();

    assertThat(early.events()).isPositive().isLessThan(all.events());
    Recording recording = Recording.open(punctual.out());
    for (String topic : List.of(Topics.PLAYBACK_EVENTS, Topics.TITLES)) {
      for (PartitionOffsets read : recording.manifest().offsets().get(topic)) {
        List<TimedTopics.Sent> sent = topics.of(topic).get(read.partition());
        assertThat(sent.subList(0, (int) read.to()))
            .allMatch(each -> each.appendedMs() < toMs + latenessMs);
      }
    }
    assertThat(recording.manifest().provenance()).containsEntry("latenessMs", "60000");
  }

  @Test
  void readsFromADayBeforeTheRangeAndMissesNothing() {
    RecordOptions options = options("ahead", WHOLE, at(START_MS + 2), null, false);

    new TopicRecorder(options).run();

    Recording recording = Recording.open(options.out());
    List<TimedTopics.Sent> wanted =
        inOrder(OffsetPlan.RECORDED.subList(0, 3), sent -> isWanted(sent, START_MS, START_MS + 2));
    assertThat(wanted).anyMatch(sent -> sent.key().equals(AHEAD));
    assertThat(events(recording)).isEqualTo(wanted.size());
    assertThat(recording.manifest().offsets().get(Topics.PLAYBACK_EVENTS))
        .allMatch(read -> read.from() > 0);
    assertThat(recording.manifest().offsets().get(Topics.TITLES))
        .allMatch(read -> read.from() == 0);
  }

  private static long events(Recording recording) {
    return recording.manifest().eventCount();
  }

  @Test
  void isTheSameAfterAnyNumberOfKills() throws IOException {
    Random random = new Random(SEED);
    String whole = wholeSha256("uninterrupted");
    // Thirty are not read, being old.
    long readCount = inOrder(OffsetPlan.RECORDED, sent -> true).size() - 50;

    for (int round = 0; round < 15; round++) {
      String name = "cut-" + round;
      boolean finished = recordUpTo(name, false, random.nextLong(readCount));
      assertThat(finished).isFalse();
      while (!finished) {
        tear(folder.resolve(name), random);
        finished = recordUpTo(name, true, random.nextLong(readCount * 2));
      }

      assertThat(Recording.open(folder.resolve(name)).sha256())
          .as("seed %d round %d", SEED, round)
          .isEqualTo(whole);
    }
  }

  @Test
  void isTheSameAfterAKillOfItsProcessWhileTheTopicsGrow() throws Exception {
    String whole = wholeSha256("uninterrupted");
    Path out = folder.resolve("killed");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas",
                "-cp",
                System.getProperty("java.class.path"),
                RecordUntilKilled.class.getName(),
                local.bootstrap(),
                local.registryUrl(),
                out.toString(),
                WHOLE.toString(),
                Integer.toString(CHECKPOINT_RECORDS),
                Integer.toString(EVENTS / 2))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      List<String> said = new ArrayList<>();
      String line = lines.readLine();
      while (line != null && !line.equals(RecordUntilKilled.THERE)) {
        said.add(line);
        line = lines.readLine();
      }
      assertThat(line).as("what the process said: %s", said).isNotNull();
    } finally {
      child.destroyForcibly().waitFor(); // kill -9
    }
    long nowMs = START_MS + 3 * HOUR_MS;
    topics.send("member-1", TimedTopics.playback("member-1", "t1", nowMs), nowMs, nowMs);
    topics.flush();
    assertThat(out.resolve("unfinished.json")).exists();

    boolean finished = recordUpTo("killed", true, Long.MAX_VALUE);

    assertThat(finished).isTrue();
    assertThat(Recording.open(out).sha256()).isEqualTo(whole);
  }

  @Test
  void saysWhatToDoAboutAnUnfinishedRecording() throws IOException {
    recordUpTo("unfinished", false, 250);
    RecordOptions anew = options("unfinished", WHOLE, null, null, false);
    assertThatThrownBy(() -> new TopicRecorder(anew).run())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("unfinished recording; go on with it by --resume, or delete");
    RecordOptions other = options("unfinished", null, null, null, true);
    assertThatThrownBy(() -> new TopicRecorder(other).run())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(
            "was begun with --from " + WHOLE + ", and cannot be gone on with none");
    Path state = folder.resolve("unfinished/unfinished.json");
    String json = Files.readString(state);
    Files.writeString(state, json.replaceAll("\"clusterId\" : \"", "$0not-"));
    RecordOptions resumed = options("unfinished", WHOLE, null, null, true);
    assertThatThrownBy(() -> new TopicRecorder(resumed).run())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("was begun from Kafka cluster not-");
    Files.writeString(state, json.replaceAll("\"to\" : \\d+", "\"to\" : 1000000"));
    assertThatThrownBy(() -> new TopicRecorder(resumed).run())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("to 1000000, and the broker has 0 to ");

    Files.writeString(state, json);
    assertThat(recordUpTo("unfinished", true, Long.MAX_VALUE)).isTrue();

    assertThatThrownBy(() -> new TopicRecorder(resumed).run())
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("holds a finished recording");
  }

  @Test
  void leavesNothingOfARangeThatIsEmpty() throws IOException {
    RecordOptions options = options("empty", at(1_000), at(2_000), null, false);
    RecordOptions given = options("given", at(1_000), at(2_000), null, false);
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
    int id = NewerWriter.register(local.registryUrl(), "feedback-events-value", newer);
    topics.sendBytes(
        Topics.FEEDBACK_EVENTS, "newer", NewerWriter.encode(id, record, newer), timeMs);
    topics.flush();
    RecordOptions options = options("newer", at(timeMs), at(timeMs + 1), null, false);

    assertThatThrownBy(() -> new TopicRecorder(options).run())
        .isInstanceOfSatisfying(
            CommandFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
        .hasMessageContaining("feedback-events carries records of schema id " + id)
        .hasMessageContaining("whose fields mood this version does not know");

    assertThat(options.out()).doesNotExist();
  }

  /** Records from the start until so many records are read; false: it was cut off there. */
  private boolean recordUpTo(String name, boolean resume, long last) {
    class Killed extends RuntimeException {}

    LongConsumer kill =
        readCount -> {
          if (readCount >= last) {
            throw new Killed();
          }
        };
    try {
      new TopicRecorder(options(name, WHOLE, null, null, resume), CHECKPOINT_RECORDS, kill).run();
      return true;
    } catch (Killed e) {
      return false;
    }
  }

  private String wholeSha256(String name) {
    assertThat(recordUpTo(name, false, Long.MAX_VALUE)).isTrue();
    return Recording.open(folder.resolve(name)).sha256();
  }

  /** What a kill leaves behind the checkpoint: any part of it, or other bytes. */
  private static void tear(Path out, Random random) throws IOException {
    var parts = UnfinishedRecording.read(out).files();
    for (var part : parts.entrySet()) {
      Path file = out.resolve(part.getKey());
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        long beyond = channel.size() - part.getValue().bytes();
        channel.truncate(part.getValue().bytes() + random.nextLong(beyond + 1));
      }
      if (random.nextBoolean()) {
        byte[] other = new byte[random.nextInt(100)];
        random.nextBytes(other);
        Files.write(file, other, StandardOpenOption.APPEND);
      }
    }
  }

  private static List<Arrived> all(Recording recording) {
    List<Arrived> all = new ArrayList<>();
    try (ArrivedRecords records = ArrivedRecords.all(recording)) {
      records.forEachRemaining(all::add);
    }
    return all;
  }

  private RecordOptions options(
      String name, Instant from, Instant to, Long latenessMs, boolean resume) {
    return new RecordOptions(
        local.bootstrap(), local.registryUrl(), from, to, latenessMs, folder.resolve(name), resume);
  }

  private static Instant at(long ms) {
    return Instant.ofEpochMilli(ms);
  }
}
