package io.playhead.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.PlayheadCommand;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A healthy system gives no complaint; each thing that is broken is named with its remedy. */
class DoctorTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private LiveRun run;
  private TopicChanges topics;
  private ViewProcess view;

  /** A job that is behind commits something every two seconds. */
  private String progressSeconds = "20";

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void namesWhatIsBrokenAndWhatToDo() throws Exception {
    try (LiveRun live = LiveRun.start(folder);
        TopicChanges changes = new TopicChanges(live.local)) {
      run = live;
      topics = changes;
      view = run.local.startView("view", "--standbys", "0");
      for (Topic topic : Topics.all()) {
        topics.set(topic.name(), TopicSettings.of(topic));
      }
      run.feed(SmallRecording.events(3, 4, 40));
      assertThat(run.awaitSettled(LIMIT)).isTrue();
      view.awaitReady();
      awaitCheckpoint();

      assertThat(complaints(0)).as("a healthy system").isEmpty();

      badReleases();
      badSettings();
      badSchemas();
      badEvents();
      badProcesses();
      badTopics();

      run.local.killBroker();
      assertThat(PlayheadCommand.run(words("--channel", "default"))).isEqualTo(3);
    }
  }

  private void badReleases() throws Exception {
    requireNamed(
        "model release",
        "no model is released on channel other",
        "playhead release",
        "--channel",
        "other");

    Path step = folder.resolve("bundle/step.onnx");
    byte[] whole = Files.readAllBytes(step);
    Files.write(step, new byte[] {1, 2, 3});
    requireNamed("model release", "would be refused", "put the bundle back");
    Files.write(step, whole);

    String stranger = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    requireNamed(
        "model release",
        "manifest.sig is missing",
        "put the bundle back",
        "--trusted-key",
        stranger);
  }

  private void badSettings() throws Exception {
    topics.set(Topics.RECOMMENDATIONS, Map.of("max.message.bytes", "100000"));
    requireNamed("topic settings", "recommendations takes records of 100000", "max.message.bytes=");
    topics.set(Topics.RECOMMENDATIONS, Map.of("cleanup.policy", "delete"));
    requireNamed("topic settings", "recommendations is not compacted", "cleanup.policy=compact");
    topics.set(Topics.RECOMMENDATIONS, TopicSettings.of(Topics.of(Topics.RECOMMENDATIONS)));
    topics.set(Topics.ERASURES, Map.of("retention.ms", "3600000"));
    requireNamed("topic settings", "erasures are deleted before events", "retention.ms=");
    topics.set(Topics.ERASURES, TopicSettings.of(Topics.of(Topics.ERASURES)));
    topics.set(Topics.PLAYBACK_EVENTS, Map.of("retention.ms", "-1"));
    assertThat(complaints(1))
        .anySatisfy(
            text ->
                assertThat(text)
                    .startsWith(
                        "topic settings WARN playback-events keeps what members did for ever")
                    .contains("segment.ms="));
    topics.set(Topics.PLAYBACK_EVENTS, TopicSettings.of(Topics.of(Topics.PLAYBACK_EVENTS)));
  }

  private void badSchemas() throws Exception {
    setCompatibility("titles-value", "NONE");
    assertThat(complaints(0))
        .anySatisfy(text -> assertThat(text).contains("titles-value is held to NONE"));
    setCompatibility("titles-value", "BACKWARD_TRANSITIVE");
  }

  private void badEvents() throws Exception {
    for (int i = 0; i < 20; i++) {
      run.writer.sendBytes(Topics.DEVICE_EVENTS, "m", new byte[] {7, 7, 7, 7, 7, 7, 7});
    }
    run.writer.flush();
    long before = run.reader.rejectedCount();
    assertThat(
            Await.until(
                LIMIT,
                () -> {
                  run.reader.poll(Duration.ofMillis(100));
                  return run.reader.rejectedCount() >= before + 20;
                }))
        .isTrue();
    requireNamed(
        "rejected events", "20 wrong-magic-byte, such as device-events-", "correct the producer");
  }

  private void badProcesses() throws Exception {
    view.kill();
    requireNamed("view", "does not answer", "start it");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    requireNamed("state", "no complete checkpoint", "--state-dir", "--state-dir", empty.toString());
    requireNamed("job", "group nobody has never committed", "start the job", "--group", "nobody");

    run.local.killJob();
    progressSeconds = "1";
    for (int i = 0; i < 5; i++) {
      run.writer.send(
          SmallRecording.playback(
              "late", "t0001", System.currentTimeMillis(), i, PlaybackAction.PLAY));
    }
    run.writer.flush();
    requireNamed("job", "it has committed nothing for 1 s", "see whether the job runs");
    run.local.killRegistry();
    requireNamed("schemas", "does not answer", "start it");
    run.local.startRegistry();
  }

  private void badTopics() throws Exception {
    topics.partitions(Topics.ERASURES, LiveRun.PARTITIONS + 1);
    requireNamed("partitions", "interaction-tokens has 3 partitions and erasures 4", "same number");
    for (String titleId : SmallRecording.TITLE_IDS) {
      run.writer.sendBytes(Topics.TITLES, titleId, null);
    }
    run.writer.flush();
    requireNamed("catalogue", "the catalogue is empty", "write the titles");
    topics.delete(Topics.FEEDBACK_EVENTS);
    requireNamed("topics", "feedback-events is missing", "run --prepare");
  }

  private void awaitCheckpoint() {
    assertThat(
            Await.until(
                LIMIT,
                () -> !SavedFolders.below(folder.resolve("work/state/checkpoints")).isEmpty()))
        .isTrue();
    assertThat(
            Await.until(
                LIMIT,
                () -> {
                  try {
                    return !topics
                        .admin()
                        .listConsumerGroupOffsets("playhead")
                        .partitionsToOffsetAndMetadata()
                        .get(10, TimeUnit.SECONDS)
                        .isEmpty();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                }))
        .isTrue();
  }

  private void requireNamed(String check, String detail, String remedy, String... more)
      throws Exception {
    assertThat(complaints(1, more))
        .anySatisfy(
            text ->
                assertThat(text).startsWith(check + " WRONG").contains(detail).contains(remedy));
  }

  /** All that is not ok: check, status, detail, remedy. */
  private List<String> complaints(int exitCode, String... more) throws Exception {
    int code = PlayheadCommand.run(words(more));

    JsonNode figures = new ObjectMapper().readTree(json().toFile());
    assertThat(code).as(figures.toPrettyString()).isEqualTo(exitCode);
    List<String> complaints = new ArrayList<>();
    for (JsonNode finding : figures.path("findings")) {
      if (!finding.path("status").asText().equals("OK")) {
        assertThat(finding.path("remedy").asText()).as(finding.toString()).isNotBlank();
        complaints.add(
            String.join(
                " ",
                finding.path("check").asText(),
                finding.path("status").asText(),
                finding.path("detail").asText(),
                finding.path("remedy").asText()));
      }
    }
    return complaints;
  }

  private String[] words(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "doctor",
                "--bootstrap",
                run.local.bootstrap(),
                "--registry",
                run.local.registryUrl(),
                "--view",
                view.url(),
                "--progress-seconds",
                progressSeconds,
                "--json",
                json().toString()));
    words.addAll(List.of(more));
    if (!words.contains("--state-dir")) {
      words.addAll(List.of("--state-dir", folder.resolve("work/state").toString()));
    }
    return words.toArray(String[]::new);
  }

  private Path json() {
    return folder.resolve("doctor.json");
  }

  private void setCompatibility(String subject, String rule) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(run.local.registryUrl() + "/config/" + subject))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"" + rule + "\"}"))
            .timeout(LIMIT)
            .build();
    assertThat(
            HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(200);
  }
}
