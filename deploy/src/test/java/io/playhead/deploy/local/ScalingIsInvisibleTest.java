package io.playhead.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.PlayheadCommand;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 6 with all parts real: while events go on, the members' topics get twice the partitions and
 * the job goes from one subtask to two, four and one. For a reader that follows the revision rule
 * the final pages are to the bit those of the same events left alone, and no event is missing.
 */
class ScalingIsInvisibleTest {
  private static final long SEED = 6;
  private static final int MEMBERS = 12;
  private static final int EVENTS = 900;
  private static final int PARTITIONS = 2;
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final JobOptions JOB =
      JobOptions.DEFAULT
          .withParallelism(1)
          .withCheckpointIntervalMs(2_000)
          .withHeapMb(512)
          .withMore("--exact-bits", "--savepoint-on-stop");

  @TempDir private Path folder;

  @Test
  @Timeout(value = 500, unit = TimeUnit.SECONDS)
  void twiceThePartitionsAndOneTwoFourOneSubtasksGiveThePagesOfARunLeftAlone() throws Exception {
    List<SpecificRecord> events = SmallRecording.events(SEED, MEMBERS, EVENTS);
    int part = EVENTS / 6;
    try (LiveRun run = LiveRun.start(folder, PARTITIONS, JOB)) {
      run.feed(events.subList(0, part));
      assertThat(run.awaitSettled(LIMIT)).isTrue();

      // One to two subtasks, with a savepoint, and twice the partitions while the job stands still.
      // Every old partition has events then, so that nothing but time holds the watermark back.
      send(run.writer, events.subList(part, 2 * part));
      forgetSomebodyOnEveryPartition(run.writer);
      stop(run);
      send(run.writer, events.subList(2 * part, 3 * part));
      String partitions = Integer.toString(2 * PARTITIONS);
      assertThat(
              PlayheadCommand.run(
                  "scale",
                  "--bootstrap",
                  run.local.bootstrap(),
                  "--partitions",
                  partitions,
                  "--job-is-stopped"))
          .isZero();
      try (TopicWriter informed = new TopicWriter(run.local.bootstrap(), run.local.schemaIds())) {
        assertThat(informed.partitionCount(Topics.PLAYBACK_EVENTS)).isEqualTo(2 * PARTITIONS);
        // One producer has heard of the new partitions and one has not.
        sendByTurns(run.writer, informed, events.subList(3 * part, 4 * part));
        start(run, 2);
        sendByTurns(run.writer, informed, events.subList(4 * part, 5 * part));
        awaitReflected(run, 5 * part);

        stop(run);
        start(run, 4); // as a crash would leave it: from the savepoint of two
        run.local.killJob();
        start(run, 1);
        sendByTurns(informed, informed, events.subList(5 * part, EVENTS));
        awaitReflected(run, EVENTS);
      }

      assertThat(run.reader.rejectedByReason()).isEmpty();
      assertThat(LastPages.of(run.reader))
          .isEqualTo(LastPages.leftAlone(events, folder, folder.resolve("bundle")));
    }
  }

  /** Stops the job as a supervisor would, and checks that it left a savepoint. */
  private static void stop(LiveRun run) throws InterruptedException {
    JobProcess job = run.local.job();
    job.terminate();
    assertThat(job.awaitExit(LIMIT)).as(job.output()).isZero();
    assertThat(job.output()).contains("savepoint: file:");
  }

  private static void start(LiveRun run, int parallelism) {
    JobProcess job = run.local.startJob(JOB.withParallelism(parallelism));
    job.awaitRunning();
    assertThat(job.output()).contains("restoring: ");
  }

  private static void send(TopicWriter writer, List<SpecificRecord> events) {
    events.forEach(writer::send);
    writer.flush();
  }

  private static void sendByTurns(TopicWriter a, TopicWriter b, List<SpecificRecord> events) {
    for (int i = 0; i < events.size(); i++) {
      (i % 2 == 0 ? a : b).send(events.get(i));
    }
    a.flush();
    b.flush();
  }

  private static void forgetSomebodyOnEveryPartition(TopicWriter writer) {
    boolean[] sent = new boolean[PARTITIONS];
    for (int i = 0; i < 20; i++) {
      String memberId = "somebody-" + i;
      if (!sent[TopicWriter.partition(memberId, PARTITIONS)]) {
        sent[TopicWriter.partition(memberId, PARTITIONS)] = true;
        writer.send(new Erasure(memberId, System.currentTimeMillis()));
      }
    }
    writer.flush();
  }

  private static void awaitReflected(LiveRun run, long count) {
    Await.until(
        LIMIT,
        () -> {
          run.reader.poll(Duration.ofMillis(100));
          run.local.check();
          return run.reader.reflectedCount() + run.reader.rejectedEventCount() >= count;
        });
    assertThat(run.reader.reflectedCount()).as("events in pages").isEqualTo(count);
  }
}
