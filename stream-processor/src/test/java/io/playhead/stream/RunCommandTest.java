package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.playhead.inference.RulesFile;
import io.playhead.schemas.ClientSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunCommandTest {
  /** The discard port: nobody listens there. */
  private static final String NOBODY = "127.0.0.1:9";

  @TempDir Path folder;

  private record Result(int exitCode, String error) {}

  private Result run(String... arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
      return new Result(
          new CommandLine(new RunCommand()).execute(arguments),
          error.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  private Result runWith(String... more) {
    String[] needed = {
      "--bootstrap", NOBODY, "--registry", "http://" + NOBODY, "--state-dir", folder.toString()
    };
    String[] all = java.util.Arrays.copyOf(needed, needed.length + more.length);
    System.arraycopy(more, 0, all, needed.length, more.length);
    return run(all);
  }

  @Test
  @Timeout(30)
  void saysWhichBrokerDoesNotAnswer() {
    Result result = runWith();

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.error().lines()).hasSize(1);
    assertThat(result.error()).contains(NOBODY).contains("--bootstrap");
  }

  @Test
  @Timeout(30)
  void saysWhichRegistryDoesNotAnswer() {
    RunFailure failure = null;
    try {
      Preflight.checkRegistry("http://" + NOBODY, ClientSettings.NONE);
    } catch (RunFailure e) {
      failure = e;
    }

    assertThat(failure).isNotNull().hasMessageContaining(NOBODY);
    assertThat(failure.exitCode()).isEqualTo(3);
  }

  @Test
  void refusesWrongOptionsBeforeItAsksAnybody() {
    assertThat(runWith("--delivery", "maybe").exitCode()).isEqualTo(2);
    assertThat(runWith("--delivery", "maybe").error()).contains("--delivery=maybe");
    assertThat(runWith("--restore", "nowhere").exitCode()).isEqualTo(2);
    assertThat(runWith("--batch-rows", "0").exitCode()).isEqualTo(2);
    assertThat(runWith("--checkpoint-interval-ms", "1").exitCode()).isEqualTo(2);
    assertThat(runWith("--rebuilds-per-second", "-1").exitCode()).isEqualTo(2);
    assertThat(runWith("--channel", "a#canary").error()).contains("without #");
    assertThat(runWith("--parallelism", "100000").exitCode()).isEqualTo(2);
    assertThat(runWith("--metrics-port", "65536").exitCode()).isEqualTo(2);
    assertThat(runWith("--otlp-endpoint", "localhost:4318").error())
        .contains("--otlp-endpoint=localhost:4318 is no address");
    assertThat(runWith("--trusted-key", "abc").exitCode()).isEqualTo(2);
    assertThat(runWith("--trusted-key", "abc").error())
        .startsWith("run: --trusted-key: trusted key 'abc' is not");
    assertThat(run("--state-dir", "x").exitCode()).isEqualTo(2);
  }

  @Test
  void saysThatThePortOfMetricsIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      Result result = runWith("--metrics-port", port);

      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.error().lines()).hasSize(1);
      assertThat(result.error()).contains("127.0.0.1:" + port).contains("--metrics-port");
    }
  }

  @Test
  void refusesRulesThatItCannotFollow() throws Exception {
    Path rules = Files.writeString(folder.resolve("rules.json"), "{\"topPicks\": 0}");

    Result result = runWith("--rules", rules.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.error().lines()).hasSize(1);
    assertThat(result.error())
        .startsWith("run: --rules: rules file " + rules)
        .contains("topPicks=0 must lie between 1 and 10000");
  }

  @Test
  void printsTheRulesAndNeedsNothingForIt() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(run("--print-rules").exitCode()).isZero();
    } finally {
      System.setOut(before);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(RulesFile.defaultsText());
  }

  @Test
  void refusesAProviderThatDoesNotWorkHereBeforeItAsksAnybody() {
    assumeThat(OrtEnvironment.getAvailableProviders()).doesNotContain(OrtProvider.CUDA);

    Result result = runWith("--provider", "cuda", "--gpu-device", "1");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.error().lines()).hasSize(1);
    assertThat(result.error()).contains("cuda:1").contains("[CPU] only").contains("mvn -Pgpu");
    assertThat(runWith("--provider", "gpu").error()).contains("provider=gpu must be cpu or cuda");
    assertThat(runWith("--gpu-device", "1").error()).contains("provider=cpu uses none");
    assertThat(runWith("--gpu-device", "1").exitCode()).isEqualTo(2);
  }

  @Test
  void restoresTheNewestCompleteCheckpoint() throws Exception {
    metadata("job-1/chk-9", 1_000);
    metadata("job-2/chk-3", 2_000);
    Files.createDirectories(folder.resolve("job-2/chk-4")); // begun, never completed

    assertThat(RetainedCheckpoints.find("latest", folder)).contains(folder.resolve("job-2/chk-3"));
    assertThat(RetainedCheckpoints.find("latest", folder.resolve("none"))).isEmpty();
    assertThat(RetainedCheckpoints.find("none", folder)).isEmpty();
  }

  @Test
  void restoresASavepointThatIsNewerThanAllCheckpoints() throws Exception {
    metadata("checkpoints/job-1/chk-9", 1_000);
    metadata("savepoints/savepoint-1", 2_000);
    Path checkpoints = folder.resolve("checkpoints");
    Path savepoints = folder.resolve("savepoints");

    assertThat(RetainedCheckpoints.find("latest", checkpoints, savepoints))
        .contains(savepoints.resolve("savepoint-1"));
    metadata("checkpoints/job-2/chk-1", 3_000);
    assertThat(RetainedCheckpoints.find("latest", checkpoints, savepoints))
        .contains(checkpoints.resolve("job-2/chk-1"));
  }

  @Test
  void removesNoSavepointThatItWentOnFrom() {
    Configuration ofCheckpoint = ClusterSettings.job(folder, 1_000);
    Configuration ofSavepoint = ClusterSettings.job(folder, 1_000);

    ClusterSettings.addRestore(
        ofCheckpoint, ClusterSettings.checkpoints(folder).resolve("job/chk-1"));
    ClusterSettings.addRestore(
        ofSavepoint, ClusterSettings.savepoints(folder).resolve("savepoint-1"));

    assertThat(ofCheckpoint.get(StateRecoveryOptions.RESTORE_MODE))
        .isEqualTo(RecoveryClaimMode.CLAIM);
    assertThat(ofSavepoint.get(StateRecoveryOptions.RESTORE_MODE))
        .isEqualTo(RecoveryClaimMode.NO_CLAIM);
  }

  private void metadata(String checkpoint, long writtenMs) throws Exception {
    Path file = Files.createDirectories(folder.resolve(checkpoint)).resolve("_metadata");
    Files.writeString(file, "x");
    Files.setLastModifiedTime(file, FileTime.fromMillis(writtenMs));
  }

  @Test
  void readsWhereToStop() throws Exception {
    Map<String, long[]> now = new HashMap<>();
    Preflight.topics().forEach(topic -> now.put(topic, new long[] {5, 6}));
    Path file = folder.resolve("stop.json");
    Files.writeString(
        file,
        "{\"playback-events\":[1,2],\"device-events\":[0,0],\"feedback-events\":[5,6],\"erasures\":[0,0]}");

    Map<String, long[]> ends = StopAt.read(file, now);

    assertThat(ends.get("playback-events")).containsExactly(1, 2);
    assertThat(ends.get("titles")).as("where it ends now").containsExactly(5, 6);
  }

  @Test
  void refusesAStopFileThatDoesNotFit() throws Exception {
    Map<String, long[]> now = new HashMap<>();
    Preflight.topics().forEach(topic -> now.put(topic, new long[] {5}));
    Path file = folder.resolve("stop.json");

    assertThat(refusal(file, "no json", now)).contains("not a JSON object");
    assertThat(refusal(file, "{}", now)).contains("playback-events");
    assertThat(refusal(file, "{\"playback-events\":[1,2]}", now)).contains("2 offsets");
    assertThat(refusal(file, "{\"playback-events\":[-1]}", now)).contains("playback-events");
  }

  private static String refusal(Path file, String json, Map<String, long[]> now) throws Exception {
    Files.writeString(file, json);
    try {
      StopAt.read(file, now);
      return "";
    } catch (RunFailure e) {
      assertThat(e.exitCode()).isEqualTo(2);
      return e.getMessage();
    }
  }
}
