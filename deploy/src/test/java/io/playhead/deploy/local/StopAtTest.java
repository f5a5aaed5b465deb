package io.playhead.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.PlayheadCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real checkpoint of a job that reads on for ever cannot be given an end. */
class StopAtTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int BAD_INPUT = 2;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 180, unit = TimeUnit.SECONDS)
  void refusesToEndAJobThatWasStartedWithoutAnEnd() throws Exception {
    Path stopAt =
        Files.writeString(
            folder.resolve("ends.json"),
            "{\"playback-events\":[9,9,9],\"device-events\":[0,0,0],\"feedback-events\":[0,0,0],"
                + "\"erasures\":[0,0,0]}");
    Path state = folder.resolve("work/state");
    try (LiveRun run = LiveRun.start(folder)) {
      boolean saved =
          Await.until(LIMIT, () -> !SavedFolders.below(state.resolve("checkpoints")).isEmpty());
      assertThat(saved).isTrue();
      run.local.killJob();

      PrintStream before = System.err;
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
      int exitCode;
      try {
        exitCode =
            PlayheadCommand.run(
                "run",
                "--bootstrap",
                run.local.bootstrap(),
                "--registry",
                run.local.registryUrl(),
                "--state-dir",
                state.toString(),
                "--restore",
                "latest",
                "--stop-at",
                stopAt.toString());
      } finally {
        System.setErr(before);
      }

      assertThat(exitCode).isEqualTo(BAD_INPUT);
      assertThat(said.toString(StandardCharsets.UTF_8).strip().lines())
          .singleElement()
          .asString()
          .contains("--stop-at=" + stopAt)
          .contains("without an end")
          .contains("--restore none");
    }
  }
}
