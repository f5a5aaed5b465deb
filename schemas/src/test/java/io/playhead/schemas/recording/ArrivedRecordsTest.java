package io.playhead.schemas.recording;

import static io.playhead.schemas.recording.Recorded.device;
import static io.playhead.schemas.recording.Recorded.feedback;
import static io.playhead.schemas.recording.Recorded.one;
import static io.playhead.schemas.recording.Recorded.page;
import static io.playhead.schemas.recording.Recorded.playback;
import static io.playhead.schemas.recording.Recorded.removal;
import static io.playhead.schemas.recording.Recorded.title;
import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording in the order of its arrival, of either layout. */
class ArrivedRecordsTest {
  @TempDir private Path temp;

  @Test
  void readsEverythingInTheOrderInWhichItArrived() {
    long seed = new Random().nextLong();
    System.out.println("ArrivedRecordsTest seed " + seed);
    List<Recorded.One> all = Recorded.draw(seed, 3_000);
    Recording recording = write(all);

    List<Arrived> read = list(ArrivedRecords.all(recording));

    List<Recorded.One> arrived = all.stream().filter(one -> one.arrival() != null).toList();
    assertThat(read.stream().map(Arrived::record))
        .containsExactlyElementsOf(arrived.stream().map(Recorded.One::record).toList());
    assertThat(read.stream().map(Arrived::arrival))
        .containsExactlyElementsOf(arrived.stream().map(Recorded.One::arrival).toList());
    long newestMs = Long.MIN_VALUE;
    for (Arrived one : read) {
      newestMs = Math.max(newestMs, one.arrival().getAppendedMs());
      assertThat(one.arrivedMs()).isEqualTo(newestMs);
      assertThat(one.topic()).isEqualTo(one.arrival().getTopic());
    }
    assertThat(list(ArrivedRecords.events(recording)))
        .containsExactlyElementsOf(
            read.stream().filter(one -> one.topic().endsWith("-events")).toList());
    assertThat(list(ArrivedRecords.control(recording)))
        .containsExactlyElementsOf(
            read.stream().filter(one -> !one.topic().endsWith("-events")).toList());
    assertThat(list(recording.pages()))
        .containsExactlyElementsOf(
            all.stream()
                .map(Recorded.One::record)
                .filter(Recommendation.class::isInstance)
                .map(Recommendation.class::cast)
                .toList());
    assertThat(list(recording.arrivals()))
        .containsExactlyElementsOf(
            all.stream().map(Recorded.One::arrival).filter(Objects::nonNull).toList());
    assertThat(list(recording.titles())).containsExactlyInAnyOrderElementsOf(catalogue(all));
    assertThat(recording.manifest().formatVersion()).isEqualTo(2);
  }

  /** The plain model of a compacted topic. */
  private static List<Title> catalogue(List<Recorded.One> all) {
    Map<String, Title> titles = new LinkedHashMap<>();
    for (Recorded.One one : all) {
      if (one.record() instanceof Title title) {
        titles.put(title.getTitleId(), title);
      } else if (one.record() == null && one.arrival().getTopic().equals(Topics.TITLES)) {
        titles.remove(one.arrival().getRemovedKey());
      }
    }
    return List.copyOf(titles.values());
  }

  @Test
  void aTitleHasItsVersionsAndItsEnd() {
    Recording recording =
        write(
            List.of(
                one(title("a", "one"), 0, 100),
                one(title("b", "one"), 1, 90),
                one(playback("m", 95), 0, 95),
                one(title("a", "two"), 2, 110),
                removal(Topics.TITLES, "b", 3, 120)));

    List<Arrived> control = list(ArrivedRecords.control(recording));

    assertThat(control.stream().map(Arrived::arrivedMs)).containsExactly(100L, 100L, 110L, 120L);
    assertThat(control.get(2).record()).isEqualTo(title("a", "two"));
    assertThat(control.get(2).isRemoval()).isFalse();
    assertThat(control.get(3).isRemoval()).isTrue();
    assertThat(control.get(3).removedKey()).isEqualTo("b");
    assertThat(list(ArrivedRecords.events(recording)).get(0).arrivedMs()).isEqualTo(100);
    assertThat(list(recording.titles())).containsExactly(title("a", "two"));
    assertThat(list(recording.titleVersions()))
        .containsExactly(title("a", "one"), title("b", "one"), title("a", "two"));
  }

  @Test
  void keepsTheOffsetsThatItWasMadeFrom() {
    try (RecordingWriter writer = RecordingWriter.createWithArrivals(temp)) {
      writer.offsets(Topics.TITLES, List.of(new PartitionOffsets(0, 5, 17)));
    }

    RecordingManifest manifest = Recording.open(temp).manifest();

    assertThat(manifest.offsets())
        .isEqualTo(Map.of(Topics.TITLES, List.of(new PartitionOffsets(0, 5, 17))));
    assertThat(manifest.files().keySet())
        .containsExactly(
            "arrivals.avro",
            "device-events.avro",
            "feedback-events.avro",
            "model-releases.avro",
            "playback-events.avro",
            "recommendations.avro",
            "titles.avro");
  }

  @Test
  void readsAFolderOfTheFirstLayout() throws IOException {
    OldLayout.write(
        temp,
        List.of(playback("m", 30), playback("m", 10), playback("m", 40)),
        List.of(device("m", 20)),
        List.of(feedback("m", 30)),
        List.of(title("a", "one"), title("a", "two")));
    Recording recording = Recording.open(temp);

    List<Arrived> events = list(ArrivedRecords.events(recording));
    List<Arrived> control = list(ArrivedRecords.control(recording));

    assertThat(events.stream().map(Arrived::record))
        .containsExactly(
            device("m", 20),
            playback("m", 30),
            playback("m", 10),
            feedback("m", 30),
            playback("m", 40));
    assertThat(events.stream().map(Arrived::arrivedMs)).containsExactly(20L, 30L, 30L, 30L, 40L);
    assertThat(control)
        .containsExactly(
            new Arrived(Topics.TITLES, title("a", "one"), Arrived.FROM_THE_START),
            new Arrived(Topics.TITLES, title("a", "two"), Arrived.FROM_THE_START));
    assertThat(list(ArrivedRecords.all(recording)).stream().map(Arrived::record))
        .containsSequence(title("a", "two"), device("m", 20))
        .hasSize(7);
    assertThat(list(recording.titles())).hasSize(2);
    assertThat(recording.hasArrivals()).isFalse();
    assertThat(recording.pages()).isExhausted();
    assertThat(recording.releases()).isExhausted();
    assertThat(recording.manifest().provenance()).containsEntry("importer", "the old one");
  }

  @Test
  void pagesAreRecordedWithoutArrivalsToo() {
    try (RecordingWriter writer = RecordingWriter.create(temp)) {
      writer.write(playback("m", 1));
      writer.write(page("m", 1));
    }

    Recording recording = Recording.open(temp);

    assertThat(list(recording.pages())).containsExactly(page("m", 1));
    assertThat(recording.hasArrivals()).isFalse();
    assertThat(list(ArrivedRecords.events(recording))).hasSize(1);
    assertThat(recording.manifest().formatVersion()).isEqualTo(2);
  }

  private Recording write(List<Recorded.One> all) {
    try (RecordingWriter writer = RecordingWriter.createWithArrivals(temp)) {
      all.forEach(one -> one.writeTo(writer));
    }
    return Recording.open(temp);
  }

  private static List<Arrived> list(ArrivedRecords records) {
    List<Arrived> all = new ArrayList<>();
    try (records) {
      records.forEachRemaining(all::add);
    }
    return all;
  }

  private static <T extends SpecificRecord> List<T> list(RecordIterator<T> records) {
    List<T> all = new ArrayList<>();
    try (records) {
      records.forEachRemaining(all::add);
    }
    return all;
  }
}
