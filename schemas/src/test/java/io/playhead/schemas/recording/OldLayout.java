package io.playhead.schemas.recording;

import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Recordings as they were before there were arrivals, made without the writer of today. */
final class OldLayout {
  private static final String MANIFEST =
      """
      {
        "formatVersion" : 1,
        "fromMs" : 10,
        "toMs" : 40,
        "files" : {
          %s
        },
        "provenance" : {
          "importer" : "the old one"
        }
      }
      """;

  private OldLayout() {}

  static void write(
      Path folder,
      List<? extends SpecificRecord> playback,
      List<? extends SpecificRecord> device,
      List<? extends SpecificRecord> feedback,
      List<? extends SpecificRecord> titles)
      throws IOException {
    Map<String, String> entries = new TreeMap<>();
    write(folder, Topics.PLAYBACK_EVENTS, playback, entries);
    write(folder, Topics.DEVICE_EVENTS, device, entries);
    write(folder, Topics.FEEDBACK_EVENTS, feedback, entries);
    write(folder, Topics.TITLES, titles, entries);
    String files =
        entries.entrySet().stream()
            .map(entry -> "\"" + entry.getKey() + "\" : " + entry.getValue())
            .collect(Collectors.joining(",\n"));
    Files.writeString(folder.resolve("manifest.json"), MANIFEST.formatted(files));
  }

  private static void write(
      Path folder,
      String topicName,
      List<? extends SpecificRecord> records,
      Map<String, String> entries)
      throws IOException {
    Topic topic = Topics.of(topicName);
    Path file = folder.resolve(topicName + ".avro");
    try (DataFileWriter<SpecificRecord> out =
        new DataFileWriter<>(
            new SpecificDatumWriter<>(SpecificData.get().getSchema(topic.type())))) {
      out.create(topic.schema(), file.toFile());
      for (SpecificRecord record : records) {
        out.append(record);
      }
    }
    entries.put(
        topicName + ".avro",
        "{ \"records\" : %d, \"bytes\" : %d, \"sha256\" : \"%s\" }"
            .formatted(records.size(), Files.size(file), Sha256.of(file)));
  }
}
