package io.playhead.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.PlayheadCommand;
import io.playhead.deploy.recorder.RecordFigures;
import io.playhead.deploy.recorder.RecordOptions;
import io.playhead.deploy.recorder.TopicRecorder;
import io.playhead.inference.TinyBundle;
import io.playhead.schemas.Arrival;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Reflects;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import io.playhead.schemas.recording.Arrived;
import io.playhead.schemas.recording.ArrivedRecords;
import io.playhead.schemas.recording.RecordIterator;
import io.playhead.schemas.recording.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was fed to a live broker comes back as a recording, and a release changes the pages. */
class RecordAndReleaseTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String FORGOTTEN = "member-3";
  private static final byte[] GARBAGE = {7, 7, 7};

  @TempDir private Path folder;

  @Test
  @Timeout(value = 180, unit = TimeUnit.SECONDS)
  void recordsWhatIsOnTheTopicsAndReleasesAModelToARunningJob() throws IOException {
    List<SpecificRecord> events = SmallRecording.events(5, 6, 300);
    long fromMs = time(events.get(40));
    long toMs = time(events.get(260));
    long erasedUntilMs = time(events.get(150));
    try (LiveRun run = LiveRun.start(folder)) {
      run.feed(events);
      // Before the erasure: events that it overtakes are in no page.
      assertThat(run.awaitSettled(LIMIT)).isTrue();
      run.writer.sendBytes(Topics.PLAYBACK_EVENTS, "member-1", GARBAGE);
      run.writer.sendBytes(Topics.TITLES, SmallRecording.TITLE_IDS.get(0), null);
      run.writer.send(
          Erasure.newBuilder().setMemberId(FORGOTTEN).setRequestedAtMs(erasedUntilMs).build());
      run.writer.flush();

      RecordFigures figures = record(run, fromMs, toMs);
      checkRecording(figures, wanted(events, fromMs, toMs, erasedUntilMs));

      // Past the times of the first ones, which would be too late by now.
      Iterator<SpecificRecord> later =
          SmallRecording.events(6, 6, 3_000).subList(400, 3_000).iterator();
      release(run, 2);
      awaitPages(run, later, modelIds -> modelIds.contains("tiny-2"));
      release(run, 3, "--member-share", "0.5");
      awaitPages(run, later, Set.of("tiny-2", "tiny-3")::equals);
      playhead(run, "--end-canary");
      awaitPages(run, later, Set.of("tiny-2")::equals);
    }
  }

  /** A page is made when something happens; releases come on another topic. */
  private static void awaitPages(
      LiveRun run, Iterator<SpecificRecord> later, Predicate<Set<String>> wanted) {
    boolean came =
        Await.until(
            LIMIT,
            () -> {
              run.feed(List.of(later.next()));
              run.reader.poll(Duration.ofMillis(200));
              return wanted.test(
                  run.reader.membersWithPage().stream()
                      .map(id -> run.reader.page(id).getModelId())
                      .collect(Collectors.toSet()));
            });
    assertThat(came).isTrue();
  }

  private RecordFigures record(LiveRun run, long fromMs, long toMs) {
    return new TopicRecorder(
            new RecordOptions(
                run.local.bootstrap(),
                run.local.registryUrl(),
                Instant.ofEpochMilli(fromMs),
                Instant.ofEpochMilli(toMs),
                folder.resolve("recorded")))
        .run();
  }

  private void checkRecording(RecordFigures figures, List<SpecificRecord> wanted) {
    Recording recording = Recording.open(folder.resolve("recorded"));
    List<SpecificRecord> found = new ArrayList<>();
    try (RecordedEvents recorded = new RecordedEvents(recording)) {
      recorded.forEachRemaining(event -> found.add(event.record()));
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(figures.events()).isEqualTo(wanted.size());
    assertThat(figures.erased()).isPositive();
    assertThat(figures.outOfRange()).isPositive();
    assertThat(figures.rejectedByReason()).containsEntry("WRONG_MAGIC_BYTE", 1L).hasSize(1);
    List<Title> titles = new ArrayList<>();
    try (RecordIterator<Title> recorded = recording.titles()) {
      recorded.forEachRemaining(titles::add);
    }
    assertThat(titles).containsExactlyInAnyOrderElementsOf(SmallRecording.TITLES.subList(1, 48));
    checkWhatWasLive(recording, figures);
  }

  /** The titles and the release that the events met, and the pages that came of them. */
  private static void checkWhatWasLive(Recording recording, RecordFigures figures) {
    List<Arrived> control = new ArrayList<>();
    try (ArrivedRecords records = ArrivedRecords.control(recording)) {
      records.forEachRemaining(control::add);
    }
    assertThat(control).hasSize(SmallRecording.TITLES.size() + 2);
    assertThat(control.stream().map(Arrived::record).toList())
        .containsAll(SmallRecording.TITLES)
        .anyMatch(ModelRelease.class::isInstance);
    Arrived last = control.get(control.size() - 1);
    assertThat(last.removedKey()).isEqualTo(SmallRecording.TITLE_IDS.get(0));
    Set<List<Object>> places = new HashSet<>();
    try (ArrivedRecords records = ArrivedRecords.events(recording)) {
      records.forEachRemaining(event -> places.add(place(event.arrival())));
    }
    assertThat(places).hasSize(Math.toIntExact(figures.events()));
    List<Recommendation> pages = new ArrayList<>();
    try (RecordIterator<Recommendation> recorded = recording.pages()) {
      recorded.forEachRemaining(pages::add);
    }
    assertThat(pages).hasSize(Math.toIntExact(figures.pages()));
    assertThat(pages.stream().filter(page -> places.contains(place(page.getReflects()))))
        .hasSizeGreaterThan(pages.size() / 2);
  }

  private static List<Object> place(Arrival arrival) {
    return List.of(arrival.getTopic(), arrival.getPartition(), arrival.getOffset());
  }

  private static List<Object> place(Reflects reflects) {
    return List.of(reflects.getTopic(), reflects.getPartition(), reflects.getOffset());
  }

  private static List<SpecificRecord> wanted(
      List<SpecificRecord> events, long fromMs, long toMs, long erasedUntilMs) {
    return events.stream()
        .filter(event -> time(event) >= fromMs && time(event) < toMs)
        .filter(
            event ->
                !RecordedEvent.of(event).memberId().equals(FORGOTTEN)
                    || time(event) > erasedUntilMs)
        .toList();
  }

  private static long time(SpecificRecord event) {
    return RecordedEvent.of(event).eventTimeMs();
  }

  private void release(LiveRun run, int number, String... more) throws IOException {
    String modelId = "tiny-" + number;
    Path bundle =
        new TinyBundle(modelId, 16, 2, 2, number)
            .write(folder.resolve(modelId), SmallRecording.TITLE_IDS);
    List<String> words = new ArrayList<>(List.of("--bundle", bundle.toString()));
    words.addAll(List.of(more));

    JsonNode announced = playhead(run, words.toArray(String[]::new));

    assertThat(announced.get("modelId").asText()).isEqualTo(modelId);
    assertThat(announced.get("channel").asText()).isEqualTo(Releases.CHANNEL);
  }

  private JsonNode playhead(LiveRun run, String... more) throws IOException {
    Path json = folder.resolve("release.json");
    List<String> words =
        new ArrayList<>(
            List.of(
                "release",
                "--bootstrap",
                run.local.bootstrap(),
                "--registry",
                run.local.registryUrl(),
                "--json",
                json.toString()));
    words.addAll(List.of(more));
    assertThat(PlayheadCommand.run(words.toArray(String[]::new))).isZero();
    return new ObjectMapper().readTree(json.toFile());
  }
}
