package io.playhead.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.PlayheadCommand;
import io.playhead.deploy.forget.Verdict;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.RejectedEvent;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import io.playhead.stream.SavedMember;
import io.playhead.stream.SavedMembers;
import io.playhead.stream.SavedStateSearch;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 8 through the real broker, registry, job and view: one member of several is forgotten, and
 * nobody else; the job is killed, old events come late, topics are compacted.
 *
 * <p>One long story, as what is looked for in the end depends on every step before.
 */
class ForgottenIsForgottenTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final long SEED = 17;
  private static final int MEMBERS = 5;

  /** After all events of the recording, which cover a few days. */
  private static final long LATER_MS = 1_710_000_000_000L;

  private static final String FORGOTTEN = "member-3";
  private static final List<String> OTHERS =
      List.of("member-0", "member-1", "member-2", "member-4");
  private static final List<String> COMPACTED =
      List.of(
          Topics.RECOMMENDATIONS,
          Topics.MEMBER_EMBEDDINGS,
          "playhead-view-pages-changelog",
          "playhead-view-tokens-changelog");

  @TempDir private Path folder;
  private ViewProcess view;

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void leavesNothingOfOneMemberAndAllOfTheOthers() throws Exception {
    System.out.println("seed " + SEED);
    try (LiveRun run = LiveRun.start(folder);
        TopicChanges topics = new TopicChanges(run.local)) {
      view = run.local.startView("view", "--standbys", "0");
      for (Topic topic : Topics.all()) {
        topics.set(topic.name(), TopicSettings.of(topic));
      }
      topics.setBroker(Map.of("log.cleaner.backoff.ms", "200"));
      run.feed(SmallRecording.events(SEED, MEMBERS, 600));
      assertThat(run.awaitSettled(LIMIT)).isTrue();
      view.awaitReady();
      closeTokens(run);
      awaitPage(FORGOTTEN, "personal");

      Map<String, String> before = search(run, 1, "--search-only");

      // Nobody has asked yet: so this is what a search sees when a member is there.
      assertThat(before)
          .containsEntry(Topics.PLAYBACK_EVENTS, "GOES")
          .containsEntry(Topics.INTERACTION_TOKENS, "GOES")
          .containsEntry(Topics.RECOMMENDATIONS, "LEFT")
          .containsEntry(Topics.MEMBER_EMBEDDINGS, "LEFT")
          .containsEntry("playhead-view-pages-changelog", "LEFT")
          .containsEntry("playhead-view-tokens-changelog", "LEFT")
          .containsEntry("view", "LEFT")
          .containsEntry("saved state", "LEFT");

      Map<String, String> proof = search(run, 0, "--wait", "60");

      assertThat(proof)
          .containsEntry("job: state, caches, pages under way", "NOTHING")
          .containsEntry(Topics.PLAYBACK_EVENTS, "GOES")
          .containsEntry(Topics.ERASURES, "MARKER")
          .containsEntry(Topics.RECOMMENDATIONS, "GOES")
          .containsEntry(Topics.MEMBER_EMBEDDINGS, "GOES")
          .containsEntry("view", "NOTHING")
          .containsEntry("saved state", "MARKER");
      requireOthers(run);

      run.local.killJob();
      run.local.startJob().awaitRunning();
      rejectsLateEvents(run);
      compact(run, topics);
      awaitNothingLeftOfTheKilledJob();

      assertThat(search(run, 0, "--search-only"))
          .containsEntry(Topics.RECOMMENDATIONS, "NOTHING")
          .containsEntry(Topics.MEMBER_EMBEDDINGS, "NOTHING")
          .containsEntry("playhead-view-pages-changelog", "NOTHING")
          .containsEntry("playhead-view-tokens-changelog", "NOTHING")
          .containsEntry("view", "NOTHING")
          .containsEntry("saved state", "MARKER");
      requireOthers(run);

      beginsANewHistory(run);
    }
  }

  /** Members go on, until silent partitions are left out of event time and tokens are final. */
  private static void closeTokens(LiveRun run) {
    long[] minute = new long[1];
    boolean closed =
        Await.until(
            LIMIT,
            () -> {
              minute[0]++;
              for (int i = 0; i < MEMBERS; i++) {
                run.writer.send(play("member-" + i, LATER_MS + minute[0] * 60_000, minute[0]));
              }
              run.writer.flush();
              run.reader.poll(Duration.ofMillis(500));
              return run.reader.tokenCount() > 400;
            });
    assertThat(closed).as("tokens are closed: %d", run.reader.tokenCount()).isTrue();
  }

  private void rejectsLateEvents(LiveRun run) {
    List<RejectedEvent> rejected = new ArrayList<>();
    run.reader.onRejected(rejected::add);
    run.reader.drain();
    rejected.clear();
    long pages = run.reader.pageCount();
    long longAgoMs = 1_700_000_000_000L;

    for (int i = 0; i < 5; i++) {
      run.writer.send(play(FORGOTTEN, longAgoMs + i * 1_000L, i));
    }
    run.writer.flush();
    boolean all =
        Await.until(
            LIMIT,
            () -> {
              run.reader.poll(Duration.ofMillis(100));
              return rejected.size() >= 5;
            });

    assertThat(all).isTrue();
    assertThat(rejected).extracting(RejectedEvent::getReason).containsOnly("erased-member");
    assertThat(rejected).extracting(RejectedEvent::getOriginalValue).containsOnlyNulls();
    assertThat(run.reader.pageCount()).as("no list was made").isEqualTo(pages);
    assertThat(run.reader.page(FORGOTTEN)).isNull();
  }

  private void awaitNothingLeftOfTheKilledJob() {
    boolean gone =
        Await.until(LIMIT, () -> SavedFolders.jobs(SavedFolders.below(state())).size() == 1);

    assertThat(gone).as("checkpoints of one job alone: %s", SavedFolders.below(state())).isTrue();
    assertThat(jobsOfRocksDb()).as("what the killed job's RocksDB had").hasSize(1);
  }

  private Set<String> jobsOfRocksDb() {
    Set<String> jobs = new HashSet<>();
    for (String subtask : folder.resolve("work/state/rocksdb").toFile().list()) {
      jobs.add(subtask.replaceFirst("^job_([0-9a-f]+)_.*", "$1"));
    }
    return jobs;
  }

  /** Makes the broker compact at once, and others' pages roll the segments. */
  private void compact(LiveRun run, TopicChanges topics) throws Exception {
    for (String topic : COMPACTED) {
      topics.set(
          topic,
          Map.of(
              "segment.ms", "200",
              "max.compaction.lag.ms", "200",
              "min.cleanable.dirty.ratio", "0.001",
              "delete.retention.ms", "100"));
    }
    long[] turn = new long[1];
    boolean gone =
        Await.until(
            LIMIT,
            () -> {
              // Pages and closed tokens on every partition, so that each goes on getting records.
              for (int i = 0; i < 24; i++) {
                sitDown(run, "filler-" + turn[0]++);
              }
              run.writer.flush();
              run.reader.poll(Duration.ofMillis(300));
              return rawValues(run, FORGOTTEN) == 0;
            });

    assertThat(gone).as("values of the member on compacted topics").isTrue();
    assertThat(rawValues(run, OTHERS.get(0))).isPositive();
  }

  /** Three titles, an hour each: two of them are closed tokens then. */
  private static void sitDown(LiveRun run, String memberId) {
    long nowMs = System.currentTimeMillis();
    for (int hour = 3; hour > 0; hour--) {
      run.writer.send(
          SmallRecording.playback(
              memberId,
              SmallRecording.TITLE_IDS.get(hour),
              nowMs - hour * 3_600_000L,
              4 - hour,
              PlaybackAction.PLAY));
    }
  }

  /** Reads compacted topics from their beginnings, without what the command reads them with. */
  private static long rawValues(LiveRun run, String memberId) {
    long values = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", run.local.bootstrap(), "enable.auto.commit", false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          COMPACTED.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          boolean marker =
              record.topic().endsWith("-tokens-changelog")
                  && record.value() != null
                  && record.value().length == 10;
          if (record.value() != null
              && !marker
              && new String(record.key(), StandardCharsets.UTF_8).equals(memberId)) {
            values++;
          }
        }
      }
    }
    return values;
  }

  private void beginsANewHistory(LiveRun run) throws Exception {
    run.writer.send(play(FORGOTTEN, System.currentTimeMillis(), 1));
    run.writer.flush();
    boolean served =
        Await.until(
            LIMIT,
            () -> {
              run.reader.poll(Duration.ofMillis(100));
              return run.reader.page(FORGOTTEN) != null;
            });
    assertThat(served).isTrue();
    awaitPage(FORGOTTEN, "personal");
    boolean saved =
        Await.until(LIMIT, () -> savedTokens(FORGOTTEN) == 1); // one event, and none of the old

    assertThat(saved).isTrue();
    assertThat(search(run, 0, "--search-only"))
        .containsEntry(Topics.RECOMMENDATIONS, "NEW_HISTORY")
        .containsEntry("view", "NEW_HISTORY")
        .containsEntry("saved state", "NEW_HISTORY");
  }

  private void requireOthers(LiveRun run) throws Exception {
    run.reader.drain();
    for (String other : OTHERS) {
      assertThat(run.reader.page(other)).as(other).isNotNull();
      awaitPage(other, "personal");
    }
    awaitPage(FORGOTTEN, "popular");
    SavedMembers saved = saved(Set.copyOf(OTHERS));
    assertThat(saved.memberCount()).isGreaterThanOrEqualTo(MEMBERS);
    for (String other : OTHERS) {
      SavedMember member = saved.found().get(other);
      assertThat(member.tokens()).as(other).isGreaterThan(40);
      assertThat(member.segments()).as(other).isPositive().isEqualTo(member.segmentsNamed());
      assertThat(member.erasedAtMs()).as(other).isNegative();
    }
  }

  private long savedTokens(String memberId) {
    SavedMember member = saved(Set.of(memberId)).found().get(memberId);
    return member == null ? -1 : member.tokens();
  }

  /** What the newest checkpoint has; the job replaces it every two seconds. */
  private SavedMembers saved(Set<String> memberIds) {
    SavedMembers[] read = new SavedMembers[1];
    boolean done =
        Await.until(
            LIMIT,
            () -> {
              try (Stream<Path> files = Files.walk(state(), 5)) {
                Path newest =
                    files
                        .filter(file -> file.endsWith("_metadata"))
                        .max(
                            java.util.Comparator.comparingLong(
                                file -> file.toFile().lastModified()))
                        .orElseThrow();
                read[0] = SavedStateSearch.search(newest.getParent(), memberIds);
                return true;
              } catch (Exception e) {
                return false; // replaced meanwhile
              }
            });
    assertThat(done).isTrue();
    return read[0];
  }

  private Path state() {
    return folder.resolve("work/state/checkpoints");
  }

  /**
   * Runs the command; by place, the verdict that is most worth a look. A kill can leave a
   * checkpoint of the job before it beside the newest one, so saved state is several places.
   */
  private Map<String, String> search(LiveRun run, int exitCode, String... more) throws Exception {
    Path json = folder.resolve("proof.json");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "forget",
                "--bootstrap",
                run.local.bootstrap(),
                "--registry",
                run.local.registryUrl(),
                "--member",
                FORGOTTEN,
                "--view",
                view.url(),
                "--savepoint",
                folder.resolve("work/state").toString(),
                "--json",
                json.toString()));
    arguments.addAll(List.of(more));

    int code = PlayheadCommand.run(arguments.toArray(String[]::new));

    JsonNode proof = new ObjectMapper().readTree(json.toFile());
    assertThat(code).as(proof.toPrettyString()).isEqualTo(exitCode);
    Map<String, Verdict> verdicts = new HashMap<>();
    for (JsonNode place : proof.path("places")) {
      String name = place.path("place").asText().replaceAll("^saved state .*", "saved state");
      Verdict verdict = Verdict.valueOf(place.path("verdict").asText());
      verdicts.merge(name, verdict, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
    Map<String, String> words = new HashMap<>();
    verdicts.forEach((place, verdict) -> words.put(place, verdict.name()));
    return words;
  }

  private void awaitPage(String memberId, String kind) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(view.url() + "/v1/members/" + memberId + "/home"))
            .timeout(LIMIT)
            .build();
    HttpClient http = HttpClient.newHttpClient();
    String[] last = new String[1];
    boolean came =
        Await.until(
            LIMIT,
            () -> {
              try {
                last[0] = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
                return last[0].contains("\"kind\":\"" + kind + "\"");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(came).as("%s: %s", memberId, last[0]).isTrue();
  }

  private static PlaybackEvent play(String memberId, long timeMs, long sequence) {
    return SmallRecording.playback(memberId, "t0001", timeMs, sequence, PlaybackAction.PLAY);
  }
}
