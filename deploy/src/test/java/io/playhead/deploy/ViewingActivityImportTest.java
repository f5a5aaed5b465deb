package io.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import io.playhead.window.MemberHistories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Viewing-activity exports, small and made by the thousand rows, through the command line. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ViewingActivityImportTest {
  private static final String HEADER =
      "Profile Name,Start Time,Duration,Attributes,Title,Supplemental Video Type,Device Type,"
          + "Bookmark,Latest Bookmark,Country";
  private static final String OTHER_HEADER =
      "country,extra_one,profile_name,title,start_time,duration,device_type,attributes,"
          + "supplemental_video_type,bookmark,latest_bookmark,extra_two";

  @TempDir private Path folder;
  private Path file;
  private ImportRun run;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("ViewingActivity.csv");
    run = new ImportRun(folder);
  }

  @Test
  void importsTenThousandRowsWithEveryOddity() throws IOException {
    long seed = Long.getLong("playhead.seed", 7);
    System.out.println("seed " + seed);

    assertImported(new ViewingActivityExport(seed, 10_000, columns(HEADER), false, "\n"), seed);
  }

  @Test
  void importsTheOtherSpellingWithMarkAndCarriageReturns() throws IOException {
    long seed = Long.getLong("playhead.seed", 8);
    System.out.println("seed " + seed);

    assertImported(
        new ViewingActivityExport(seed, 3_000, columns(OTHER_HEADER), true, "\r\n"), seed);

    assertThat(run.playback().get(0).getAttributes()).containsKeys("extra_one", "extra_two");
  }

  private void assertImported(ViewingActivityExport export, long seed) throws IOException {
    Files.write(file, export.bytes());

    JsonNode figures = run.figures("--format", "viewing-activity", "--path", file.toString());

    String printed = "seed " + seed;
    assertThat(counts(figures.path("rejectedByReason")))
        .as(printed)
        .isEqualTo(export.rejectedByReason());
    assertThat(counts(figures.path("leftOutByReason")))
        .as(printed)
        .isEqualTo(export.leftOutByReason());
    assertThat(figures.path("events").asLong()).as(printed).isEqualTo(export.eventCount());
    assertThat(figures.path("outOfOrder").asLong()).as(printed).isZero();
    assertThat(figures.path("titlesUnknown").asLong()).as(printed).isZero();
    assertThat(rejectedRows()).as(printed).isEqualTo(export.rejectedRows());
    List<PlaybackEvent> events = run.playback();
    Map<String, Title> titles = new HashMap<>();
    run.titles().forEach(title -> titles.put(title.getTitleId(), title));
    assertThat(titles).as(printed).hasSize(figures.path("titles").asInt()).hasSize(9);
    assertThat(events.stream().map(PlaybackEvent::getMemberId).distinct())
        .as(printed)
        .hasSize(figures.path("members").asInt())
        .hasSize(7);
    assertThat(events.stream().map(PlaybackEvent::getEventTimeMs)).as(printed).isSorted();
    assertThat(of(PlaybackAction.PLAY, events, titles))
        .as(printed)
        .isEqualTo(export.plays().stream().sorted().toList());
    assertThat(of(PlaybackAction.STOP, events, titles))
        .as(printed)
        .isEqualTo(export.stops().stream().sorted().toList());
    assertThat(MemberHistories.of(events, List.of(), List.of()).rejected()).as(printed).isEmpty();
  }

  @Test
  void tellsSeasonAndEpisodeOfAShow() throws IOException {
    Files.writeString(
        file,
        HEADER
            + "\nAnna,2021-02-03 20:00:00,00:20:00,,Harbour: Season 2: Fog (Episode 3),,"
            + "Apple iPhone 11,00:19:00,00:19:00,US (United States)\n");

    JsonNode figures = run.figures("--format", "viewing-activity", "--path", folder.toString());

    assertThat(figures.path("format").asText()).isEqualTo("viewing-activity");
    PlaybackEvent play = run.playback().get(0);
    assertThat(play.getMemberId()).isEqualTo("Anna");
    assertThat(play.getDeviceType()).isEqualTo("phone");
    assertThat(play.getDeviceOs()).isEqualTo("ios");
    assertThat(play.getCountry()).isEqualTo("US");
    assertThat(play.getAttributes())
        .containsOnly(
            Map.entry("season", "Season 2"),
            Map.entry("seasonNumber", "2"),
            Map.entry("episode", "Fog"),
            Map.entry("episodeNumber", "3"),
            Map.entry("Device Type", "Apple iPhone 11"));
    assertThat(run.titles()).hasSize(1);
    assertThat(run.titles().get(0).getKind()).isEqualTo("show");
    assertThat(run.recording().manifest().provenance())
        .containsEntry("importer", "viewing-activity")
        .containsEntry("views", "ViewingActivity.csv")
        .containsKey("views-sha256");
  }

  @Test
  void findsTheFileInAnUnpackedExport() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("CONTENT_INTERACTION"));
    Files.writeString(
        inside.resolve("ViewingActivity.csv"),
        HEADER + "\nAnna,2021-02-03 20:00:00,00:20:00,,Fog,,,,,\n");

    JsonNode figures = run.figures("--format", "viewing-activity", "--path", folder.toString());

    assertThat(figures.path("events").asInt()).isEqualTo(2);
  }

  @Test
  void saysWhatIsWrongWithAPath() throws IOException {
    refused("does not exist", file);
    refused("has no ViewingActivity.csv, nor has CONTENT_INTERACTION in it", folder);
    Files.writeString(file, "");
    refused("is empty", file);
    Files.writeString(file, "Title,Date\nFog,1/1/21\n");
    refused("has no column Profile Name, Start Time, Duration, Attributes", file);
    Files.writeString(file, HEADER + ",start_time\n");
    refused("names the column start_time twice", file);
    Files.write(file, new byte[] {'P', 'K', 3, 4, 0, 0});
    refused("is a zip archive: unpack it", file);
  }

  @Test
  void saysWhichOptionsGoTogether() throws IOException {
    String any = file.toString();
    run.assertRefused(
        List.of("--format csv reads --events and --titles: leave out --path"),
        "--events",
        any,
        "--titles",
        any,
        "--path",
        any);
    run.assertRefused(
        List.of("--format movielens reads --path: leave out --events and --titles"),
        "--format",
        "movielens",
        "--events",
        any,
        "--path",
        any);
    run.assertRefused(List.of("--format csv needs --events and --titles"), "--events", any);
    run.assertRefused(
        List.of("--format viewing-activity needs --path"), "--format", "viewing-activity");
    run.assertRefused(
        List.of("--format=xml must be csv, movielens or viewing-activity"), "--format", "xml");
  }

  private void refused(String part, Path path) throws IOException {
    run.assertRefused(List.of(part), "--format", "viewing-activity", "--path", path.toString());
  }

  private List<String> rejectedRows() throws IOException {
    List<String> rows = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(run.out().resolve("rejected.csv"))) {
      for (NamedCsvRecord row : csv) {
        assertThat(row.getField("file")).isEqualTo("ViewingActivity.csv");
        rows.add(row.getField("row") + " " + row.getField("reason"));
      }
    }
    return rows;
  }

  /** The events of that action as the export tells them, sorted. */
  private static List<String> of(
      PlaybackAction action, List<PlaybackEvent> events, Map<String, Title> titles) {
    return events.stream()
        .filter(e -> e.getAction() == action)
        .map(
            e ->
                e.getMemberId()
                    + "|"
                    + titles.get(e.getTitleId()).getKind()
                    + "|"
                    + titles.get(e.getTitleId()).getName()
                    + "|"
                    + e.getEventTimeMs()
                    + "|"
                    + (action == PlaybackAction.PLAY
                        ? e.getDeviceType() + "|" + e.getCountry()
                        : e.getPositionSeconds()))
        .sorted()
        .toList();
  }

  private static Map<String, Integer> counts(JsonNode node) {
    return new ObjectMapper().convertValue(node, new TypeReference<Map<String, Integer>>() {});
  }

  private static List<String> columns(String header) {
    return Arrays.asList(header.split(","));
  }
}
