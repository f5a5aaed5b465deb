package io.playhead.deploy.recorder;

import static io.playhead.deploy.recorder.RecordedDay.EVENTS;
import static io.playhead.deploy.recorder.RecordedDay.HOUR_MS;
import static io.playhead.deploy.recorder.RecordedDay.START;
import static io.playhead.deploy.recorder.RecordedDay.START_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.deploy.CommandFailure;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics of a real broker, recorded and cut off in every way. */
@Timeout(180)
class ResumedRecordTest {
  private static final int CHECKPOINT_RECORDS = 100;
  private static final long SEED = new Random().nextLong();

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private static RecordedDay day;

  @BeforeAll
  static void fillTopics() {
    System.out.println("ResumedRecordTest seed " + SEED);
    day = RecordedDay.start(shared.resolve("work"), SEED);
  }

  @AfterAll
  static void stop() {
    day.close();
  }

  @Test
  void isTheSameAfterAnyNumberOfKills() throws IOException {
    Random random = new Random(SEED);
    String whole = wholeSha256("uninterrupted");
    // Thirty are not read, being old.
    long readCount = day.topics.inOrder(OffsetPlan.RECORDED, sent -> true).size() - 50;

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
                day.local.bootstrap(),
                day.local.registryUrl(),
                out.toString(),
                START.toString(),
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
    day.topics.send("member-1", TimedTopics.playback("member-1", "t1", nowMs), nowMs, nowMs);
    day.topics.flush();
    assertThat(out.resolve("unfinished.json")).exists();

    boolean finished = recordUpTo("killed", true, Long.MAX_VALUE);

    assertThat(finished).isTrue();
    assertThat(Recording.open(out).sha256()).isEqualTo(whole);
  }

  @Test
  void saysWhatToDoAboutAnUnfinishedRecording() throws IOException {
    recordUpTo("unfinished", false, 250);
    RecordOptions anew = day.options(folder.resolve("unfinished"), START, null, null, false);
    assertThatThrownBy(() -> new TopicRecorder(anew).run())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("unfinished recording; go on with it by --resume, or delete");
    RecordOptions other = day.options(folder.resolve("unfinished"), null, null, null, true);
    assertThatThrownBy(() -> new TopicRecorder(other).run())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(
            "was begun with --from " + START + ", and cannot be gone on with none");
    Path state = folder.resolve("unfinished/unfinished.json");
    String json = Files.readString(state);
    Files.writeString(state, json.replaceAll("\"clusterId\" : \"", "$0not-"));
    RecordOptions resumed = day.options(folder.resolve("unfinished"), START, null, null, true);
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
      new TopicRecorder(
              day.options(folder.resolve(name), START, null, null, resume),
              CHECKPOINT_RECORDS,
              kill)
          .run();
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
}
