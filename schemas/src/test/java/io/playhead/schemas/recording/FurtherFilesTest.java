package io.playhead.schemas.recording;

import static io.playhead.schemas.recording.Recorded.arrival;
import static io.playhead.schemas.recording.Recorded.one;
import static io.playhead.schemas.recording.Recorded.playback;
import static io.playhead.schemas.recording.Recorded.release;
import static io.playhead.schemas.recording.Recorded.title;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.schemas.Arrival;
import io.playhead.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the further files of a recording must hold, and what is said when they do not. */
class FurtherFilesTest {
  @TempDir private Path temp;

  @Test
  void aRecordHasAnArrivalWhereTheOthersHave() {
    try (RecordingWriter writer = RecordingWriter.createWithArrivals(temp.resolve("with"))) {
      assertThatThrownBy(() -> writer.write(playback("m", 1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("comes without one");
      assertThatThrownBy(
              () -> writer.write(playback("m", 1), arrival(Topics.DEVICE_EVENTS, 1, 1, null)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is no arrival of");
      assertThatThrownBy(() -> writer.writeRemoval(arrival(Topics.PLAYBACK_EVENTS, 1, 1, "m")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("removes no title and no release");
    }
    try (RecordingWriter writer = RecordingWriter.create(temp.resolve("without"))) {
      assertThatThrownBy(() -> one(playback("m", 1), 1, 1).writeTo(writer))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has no arrivals.avro");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"arrivals.avro", "model-releases.avro", "recommendations.avro"})
  void saysWhichOfTheFurtherFilesIsMissingOrDamaged(String name) throws IOException {
    write(Recorded.draw(1, 100));
    byte[] bytes = Files.readAllBytes(temp.resolve(name));
    bytes[bytes.length / 2] ^= 1;
    Files.write(temp.resolve(name), bytes);
    assertThatThrownBy(() -> Recording.open(temp))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining(name + " is not the file that was recorded");
    Files.delete(temp.resolve(name));

    assertThatThrownBy(() -> Recording.open(temp))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining(name + " is missing, and the manifest lists it");
  }

  @Test
  void refusesArrivalsThatAreNotThoseOfTheRecords() throws IOException {
    Arrival title = arrival(Topics.TITLES, 1, 1, null);
    Arrival play = arrival(Topics.PLAYBACK_EVENTS, 1, 1, null);
    Arrival page = arrival(Topics.RECOMMENDATIONS, 1, 1, null);

    assertThatThrownBy(() -> withArrivals("few", List.of(play)))
        .hasMessageContaining("it has 1 arrivals of 2 events, titles and releases");
    Recording twice = withArrivals("twice", List.of(title, play, play));
    assertThatThrownBy(() -> list(ArrivedRecords.events(twice)))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("arrivals.avro names playback-events, and more often than");
    Recording never = withArrivals("never", List.of(play, play));
    assertThatThrownBy(() -> list(ArrivedRecords.control(never)))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("arrivals.avro names titles, and less often than");
    Recording other = withArrivals("other", List.of(title, play, page));
    assertThatThrownBy(() -> list(ArrivedRecords.control(other)))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("which is no topic of events, titles or releases");
  }

  @Test
  void refusesReleasesWithoutArrivals() throws IOException {
    write(List.of(one(release("r"), 1, 1)));
    Path manifest = temp.resolve("manifest.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode tree = (ObjectNode) json.readTree(manifest.toFile());
    ((ObjectNode) tree.get("files")).remove("arrivals.avro");
    json.writeValue(manifest.toFile(), tree);

    assertThatThrownBy(() -> Recording.open(temp))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("it has releases and no arrivals");
  }

  /** A recording of one title and one event with the arrivals replaced. */
  private Recording withArrivals(String name, List<Arrival> arrivals) throws IOException {
    Path folder = temp.resolve(name);
    try (RecordingWriter writer = RecordingWriter.createWithArrivals(folder)) {
      one(title("a", ""), 0, 0).writeTo(writer);
      one(playback("m", 1), 1, 1).writeTo(writer);
    }
    Path file = folder.resolve("arrivals.avro");
    try (DataFileWriter<SpecificRecord> out =
        new DataFileWriter<>(new SpecificDatumWriter<>(Arrival.getClassSchema()))) {
      out.create(Arrival.getClassSchema(), file.toFile());
      for (Arrival arrival : arrivals) {
        out.append(arrival);
      }
    }
    ObjectMapper json = new ObjectMapper();
    Path manifest = folder.resolve("manifest.json");
    ObjectNode tree = (ObjectNode) json.readTree(manifest.toFile());
    ((ObjectNode) tree.get("files").get("arrivals.avro"))
        .put("records", arrivals.size())
        .put("bytes", Files.size(file))
        .put("sha256", Sha256.of(file));
    json.writeValue(manifest.toFile(), tree);
    return Recording.open(folder);
  }

  private void write(List<Recorded.One> all) {
    try (RecordingWriter writer = RecordingWriter.createWithArrivals(temp)) {
      all.forEach(one -> one.writeTo(writer));
    }
  }

  private static void list(ArrivedRecords records) {
    try (records) {
      records.forEachRemaining(each -> {});
    }
  }
}
