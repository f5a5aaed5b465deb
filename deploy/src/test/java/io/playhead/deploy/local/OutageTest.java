package io.playhead.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Broker and registry go away under the running job, or are not there at its start. */
class OutageTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration OUTAGE = Duration.ofSeconds(3);

  @TempDir private Path folder;

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void losesNothingWhenBrokerAndRegistryAreKilledForAWhile() {
    List<SpecificRecord> events = SmallRecording.events(7, 12, 600);
    List<SpecificRecord> playback =
        events.stream().filter(PlaybackEvent.class::isInstance).toList();
    List<SpecificRecord> feedback =
        events.stream().filter(FeedbackEvent.class::isInstance).limit(5).toList();
    int third = playback.size() / 3;
    try (LiveRun run = LiveRun.start(folder)) {
      run.feed(playback.subList(0, third));
      assertThat(run.awaitSettled(LIMIT)).isTrue();

      run.local.killBroker();
      Await.until(OUTAGE, () -> false);
      // Not on this thread: a client that has forgotten its broker blocks in send until it is back.
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(
              () -> playback.subList(third, 2 * third).forEach(run.writer::send));
      run.local.startBroker();
      sent.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
      run.writer.flush();
      awaitReflected(run, 2 * third);

      // A schema that the job has not met: it must wait for the registry, and not reject.
      FeedbackEvent first = (FeedbackEvent) feedback.get(0);
      int id = run.local.schemaIds().idOf(Topics.FEEDBACK_EVENTS);
      run.local.killRegistry();
      run.writer.sendBytes(
          Topics.FEEDBACK_EVENTS,
          "new-member",
          io.playhead.schemas.WireFormat.encode(
              id,
              io.playhead.schemas.AvroBytes.encode(
                  FeedbackEvent.newBuilder(first).setMemberId("new-member").build())));
      playback.subList(2 * third, playback.size()).forEach(run.writer::send);
      run.writer.flush();
      Await.until(OUTAGE, () -> false);
      run.local.startRegistry();
      awaitReflected(run, playback.size() + 1L);

      assertThat(run.reader.rejectedCount()).isZero();
      assertThat(run.reader.revision("new-member")).isEqualTo(1);
      assertThat(run.local.job().isAlive()).isTrue();
    }
  }

  private static void awaitReflected(LiveRun run, long count) {
    Await.until(
        LIMIT,
        () -> {
          run.reader.poll(Duration.ofMillis(100));
          run.local.check();
          return run.reader.reflectedCount() >= count;
        });
    assertThat(run.reader.reflectedCount()).isEqualTo(count);
  }

  @Test
  void saysWithinThirtySecondsThatTheBrokerDoesNotAnswer() throws Exception {
    String address = "127.0.0.1:" + Ports.free();
    ChildProcess run =
        ChildProcess.java(
            "run",
            folder.resolve("run.log"),
            Map.of("ORT_DISABLE_TELEMETRY", "1"),
            List.of(
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas",
                "-Dlog4j2.configurationFile=classpath:playhead-log4j2.xml",
                "-cp",
                Home.ofThisProcess().deployClassPath(),
                "io.playhead.deploy.Playhead",
                "run",
                "--bootstrap",
                address,
                "--registry",
                "http://127.0.0.1:" + Ports.free() + "/apis/ccompat/v7",
                "--state-dir",
                folder.resolve("state").toString()));
    try {
      assertThat(run.awaitExit(Duration.ofSeconds(30))).isEqualTo(3);
      assertThat(run.output()).contains(address);
    } finally {
      run.stop();
    }
  }
}
