package io.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every version of every schema is kept, and today's records read them all. */
class SchemaVersionsTest {
  private static final Path KEPT = Path.of("src/test/resources/versions");
  private static final int RECORDS_PER_VERSION = 500;

  /** On no topic. */
  private static final String ARRIVAL = "Arrival";

  static List<Topic> topics() {
    return Topics.all();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void todaysSchemaIsTheNewestKeptVersion(Topic topic) throws IOException {
    List<Schema> kept = kept(topic);

    assertThat(kept.get(kept.size() - 1).toString())
        .as(
            "%s.avsc has changed: add it as src/test/resources/versions/%s/%d.avsc, and leave the"
                + " older files alone",
            topic.type().getSimpleName(), topic.type().getSimpleName(), kept.size() + 1)
        .isEqualTo(topic.schema().toString());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void everyKeptVersionIsCompatibleWithToday(Topic topic) throws IOException {
    for (Schema version : kept(topic)) {
      var pair = SchemaCompatibility.checkReaderWriterCompatibility(topic.schema(), version);

      assertThat(pair.getType())
          .as(pair.getDescription())
          .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void readsWhatEveryKeptVersionWrote(Topic topic) throws Exception {
    long seed = new Random().nextLong();
    System.out.println("SchemaVersionsTest " + topic.name() + " seed " + seed);
    RandomRecords random = new RandomRecords(seed);

    for (Schema version : kept(topic)) {
      for (int i = 0; i < RECORDS_PER_VERSION; i++) {
        GenericRecord written = random.next(version);
        byte[] bytes = RandomRecords.bytes(written);

        SpecificRecord read = AvroBytes.decode(topic.type(), version, bytes, 0, bytes.length);

        assertSameFields(written, read, seed);
      }
    }
  }

  /** What both versions have is the same; what one of them lacks is not looked at. */
  private static void assertSameFields(IndexedRecord written, IndexedRecord read, long seed) {
    for (Schema.Field field : written.getSchema().getFields()) {
      Schema.Field now = read.getSchema().getField(field.name());
      Object before = written.get(field.pos());
      Object after = now == null ? null : read.get(now.pos());
      if (before instanceof IndexedRecord inner && after instanceof IndexedRecord innerNow) {
        assertSameFields(inner, innerNow, seed);
      } else if (now != null) {
        assertThat(RandomRecords.plain(after))
            .as("%s, seed %d", field.name(), seed)
            .isEqualTo(RandomRecords.plain(before));
      }
    }
  }

  @Test
  void everySchemaFileIsATopicsOrOfRecordingsAloneAndHasKeptVersions() throws IOException {
    List<String> records =
        Stream.concat(Topics.all().stream().map(t -> t.type().getSimpleName()), Stream.of(ARRIVAL))
            .sorted()
            .toList();

    assertThat(fileNames(Path.of("src/main/avro")))
        .containsExactlyElementsOf(records.stream().map(name -> name + ".avsc").toList());
    assertThat(fileNames(KEPT)).containsExactlyElementsOf(records);
  }

  @Test
  void theSchemaOfArrivalsIsTheNewestKeptVersion() throws IOException {
    Schema today = new Schema.Parser().parse(Path.of("src/main/avro/Arrival.avsc").toFile());

    assertThat(fileNames(KEPT.resolve(ARRIVAL))).containsExactly("1.avsc");
    assertThat(new Schema.Parser().parse(KEPT.resolve(ARRIVAL + "/1.avsc").toFile()).toString())
        .isEqualTo(today.toString());
  }

  private static List<Schema> kept(Topic topic) throws IOException {
    Path folder = KEPT.resolve(topic.type().getSimpleName());
    List<Schema> versions = new ArrayList<>();
    for (int version = 1; version <= fileNames(folder).size(); version++) {
      versions.add(new Schema.Parser().parse(folder.resolve(version + ".avsc").toFile()));
    }
    assertThat(versions).as("kept versions in %s", folder).isNotEmpty();
    return versions;
  }

  private static List<String> fileNames(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
