package io.playhead.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Erasure;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job of this release goes on from a canonical savepoint of the last one, which is kept beside
 * this test: windows with open tokens and tails, an erasure's mark, members who wait for their
 * first list, titles, releases to come of two lanes, how far each topic was read. Nothing of what
 * the savepoint holds is on the topics any more, and the final pages are those of a run that was
 * never stopped.
 *
 * <p>{@code -Dsavepoint.write=true} makes the savepoint anew, with the code as it is: right when a
 * release is cut, under a new name. The registry must give the same ids as then, so older versions
 * of a schema have to be registered before newer ones.
 */
class StateOfTheLastReleaseTest {
  private static final String SAVEPOINT = "savepoint-0.1.0";
  private static final Path FIXTURE =
      Path.of("src/test/resources/io/playhead/deploy/local").resolve(SAVEPOINT);
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final long SEED = 10;
  private static final int EVENTS = 300;
  private static final int BEFORE = 180;
  private static final int PARTITIONS = 2;
  private static final String FORGOTTEN = "forgotten";
  private static final JobOptions JOB =
      JobOptions.DEFAULT
          .withParallelism(1)
          .withCheckpointIntervalMs(1_000)
          .withHeapMb(512)
          .withMore("--exact-bits", "--savepoint-on-stop");

  /** Long enough to make the savepoint before they take force, and in force ever since. */
  private static final long RELEASES_AFTER_MS = 240_000;

  /** Where their bundle stood, which is no more. */
  private static final String BUNDLE_URI = "file:///bundles/of-0.1.0";

  @TempDir private Path folder;

  private final List<SpecificRecord> events = SmallRecording.events(SEED, 8, EVENTS);

  @Test
  @Timeout(value = 400, unit = TimeUnit.SECONDS)
  void givesThePagesOfARunThatWasNeverStopped() throws Exception {
    if (Boolean.getBoolean("savepoint.write")) {
      write();
    }
    Path work = folder.resolve("work");
    copy(FIXTURE, work.resolve("state/savepoints").resolve(SAVEPOINT));
    try (LocalMode local = LocalMode.start(work, PARTITIONS);
        TopicWriter writer = new TopicWriter(local.bootstrap(), local.schemaIds());
        PageReader reader = new PageReader(local.bootstrap(), local.schemaIds())) {
      // What stood on the topics before the savepoint is something else now, and as long.
      before().forEach(e -> writer.sendBytes(TopicWriter.topicOf(e), TopicWriter.keyOf(e), JUNK));
      Path bundle =
          io.playhead.inference.TinyBundle.DEFAULT.write(
              folder.resolve("bundle"), SmallRecording.TITLE_IDS);
      writer.send(Releases.of(bundle));
      writer.flush();
      local.startJob(JOB.withParallelism(2)).awaitRunning();
      assertThat(local.job().output()).contains("restoring: ").contains(SAVEPOINT);

      events.subList(BEFORE, EVENTS).forEach(writer::send);
      writer.send(ofForgotten());
      writer.flush();
      Await.until(
          LIMIT,
          () -> {
            reader.poll(Duration.ofMillis(100));
            local.check();
            return reader.reflectedCount() >= EVENTS && reader.rejectedCount() >= 3;
          });

      assertThat(reader.reflectedCount()).as("events in pages").isEqualTo(EVENTS);
      assertThat(reader.rejectedByReason())
          .isEqualTo(
              Map.of(
                  RejectReason.BAD_MODEL_RELEASE.label(),
                  2L,
                  RejectReason.ERASED_MEMBER.label(),
                  1L));
      assertThat(LastPages.of(reader)).isEqualTo(LastPages.leftAlone(events, folder, bundle));
    }
  }

  private static final byte[] JUNK = {9, 9};

  /** All that was on the topics when the savepoint was made, in this order. */
  private List<SpecificRecord> before() {
    List<SpecificRecord> all = new ArrayList<>(SmallRecording.TITLES);
    all.add(release(1));
    all.add(release(.5));
    all.addAll(events.subList(0, BEFORE));
    all.add(ofForgotten());
    all.add(new Erasure(FORGOTTEN, SmallRecording.START_MS + 1));
    return all;
  }

  private static SpecificRecord ofForgotten() {
    return SmallRecording.playback(
        FORGOTTEN,
        SmallRecording.TITLE_IDS.get(0),
        SmallRecording.START_MS,
        1,
        PlaybackAction.PLAY);
  }

  private static ModelRelease release(double memberShare) {
    return ModelRelease.newBuilder()
        .setChannel(Releases.CHANNEL)
        .setModelId("of-0.1.0")
        .setBundleUri(BUNDLE_URI)
        .setManifestSha256("0123456789abcdef".repeat(4))
        .setEffectiveFromMs(System.currentTimeMillis() + RELEASES_AFTER_MS)
        .setMemberShare(memberShare)
        .build();
  }

  private void write() throws Exception {
    try (LocalMode local = LocalMode.start(folder.resolve("write"), PARTITIONS);
        TopicWriter writer = new TopicWriter(local.bootstrap(), local.schemaIds())) {
      before().forEach(writer::send);
      writer.flush();
      JobProcess job = local.startJob(JOB);
      job.awaitRunning();
      assertThat(Await.until(LIMIT, () -> hasReadAll(local.bootstrap()))).isTrue();
      job.terminate();
      assertThat(job.awaitExit(LIMIT)).as(job.output()).isZero();
    }
    try (Stream<Path> made = Files.list(folder.resolve("write/state/savepoints"))) {
      WorkFolder.delete(FIXTURE);
      copy(made.findFirst().orElseThrow(), FIXTURE);
    }
  }

  /** Whether a checkpoint holds all events that are on the topics. */
  private static boolean hasReadAll(String bootstrap) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.GROUP_ID_CONFIG,
                "playhead"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      Set<TopicPartition> all = new HashSet<>();
      for (String topic :
          List.of(Topics.PLAYBACK_EVENTS, Topics.DEVICE_EVENTS, Topics.FEEDBACK_EVENTS)) {
        consumer
            .partitionsFor(topic)
            .forEach(info -> all.add(new TopicPartition(topic, info.partition())));
      }
      long read =
          consumer.committed(all).values().stream()
              .filter(Objects::nonNull)
              .mapToLong(offset -> offset.offset())
              .sum();
      return read == consumer.endOffsets(all).values().stream().mapToLong(end -> end).sum();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
