package io.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordIterator;
import io.playhead.schemas.recording.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs {@code playhead import} and looks at what it wrote. */
final class ImportRun {
  private final Path folder;
  private final Path out;
  private final Path json;

  ImportRun(Path folder) {
    this.folder = folder;
    this.out = folder.resolve("recording");
    this.json = folder.resolve("figures.json");
  }

  /** Runs it, which has to succeed, and gives its figures. */
  JsonNode figures(String... words) throws IOException {
    assertThat(execute(words)).isZero();
    return new ObjectMapper().readTree(json.toFile());
  }

  /** Runs it, which has to fail with one sentence that has {@code parts}, and to write nothing. */
  void assertRefused(List<String> parts, String... words) throws IOException {
    PrintStream console = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    int code;
    try {
      code = execute(words);
    } finally {
      System.setErr(console);
    }
    List<String> said =
        err.toString(StandardCharsets.UTF_8).lines().filter(line -> !isProgress(line)).toList();
    assertThat(code).as("%s", said).isEqualTo(2);
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).startsWith("playhead import: ").contains(parts);
    assertThat(out).doesNotExist();
    assertThat(json).doesNotExist();
    assertThat(folder).isDirectoryNotContaining("glob:**.draft-*");
  }

  private static boolean isProgress(String line) {
    return line.matches("\\S+ +\\d+% \\[.*");
  }

  private int execute(String... words) {
    List<String> line = new ArrayList<>(List.of("import"));
    line.addAll(Arrays.asList(words));
    line.addAll(List.of("--out", out.toString(), "--json", json.toString()));
    return Playhead.execute(line.toArray(String[]::new));
  }

  Path out() {
    return out;
  }

  Recording recording() {
    return Recording.open(out);
  }

  List<PlaybackEvent> playback() {
    List<PlaybackEvent> events = new ArrayList<>();
    try (RecordIterator<PlaybackEvent> all = recording().playbackEvents()) {
      all.forEachRemaining(events::add);
    }
    return events;
  }

  List<Title> titles() {
    List<Title> titles = new ArrayList<>();
    try (RecordIterator<Title> all = recording().titles()) {
      all.forEachRemaining(titles::add);
    }
    return titles;
  }
}
