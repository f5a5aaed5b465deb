package io.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Made-up folders in the three ways MovieLens is published, through the command line. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class MovieLensImportTest {
  private static final Charset LATIN_1 = StandardCharsets.ISO_8859_1;
  private static final Charset UTF_8 = StandardCharsets.UTF_8;
  private static final String GENRES = "unknown|0\nAction|1\nDrama|2\nWar|3\n\n";
  private static final String RATINGS =
      "userId,movieId,rating,timestamp\n1,10,4.5,1000000002\n1,20,0.5,1000000001\n";
  private static final String MOVIES = "movieId,title,genres\n10,Fog (2001),Drama\n20,Sun,War\n";

  @TempDir private Path folder;
  private Path data;
  private ImportRun run;

  @BeforeEach
  void makeFolder() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    run = new ImportRun(folder);
  }

  @Test
  void readsTheFolderOf100K() throws IOException {
    write("u.genre", GENRES, LATIN_1);
    write(
        "u.item",
        "1|Harbour, The (1995)|14-Feb-1996||http://x|0|1|1|0\n"
            + "2|Véronique, La (Fog, The) (1991)|4-Feb-1991||http://y|1|0|0|0\n"
            + "3|unknown||||0|0|0|1\n"
            + "4|Véronique, La (Fog, The) (1991)|||http://y|0|0|1|0\n",
        LATIN_1);
    // Not in the order of time, and three ratings of one second.
    write(
        "u.data",
        "7\t3\t5\t880000010\n8\t2\t1\t880000005\n7\t2\t3\t880000010\n7\t1\t4\t880000010\n",
        LATIN_1);

    JsonNode figures = movieLens();

    assertFigures(figures, 4, 2, 4, 0);
    List<PlaybackEvent> events = run.playback();
    assertThat(events.stream().map(e -> e.getMemberId() + " " + e.getTitleId()))
        .containsExactly("8 2", "7 3", "7 2", "7 1");
    assertThat(events.stream().map(PlaybackEvent::getEventTimeMs))
        .containsExactly(880_000_005_000L, 880_000_010_000L, 880_000_010_000L, 880_000_010_000L);
    assertThat(events.stream().map(PlaybackEvent::getSequence)).isSorted().doesNotHaveDuplicates();
    assertThat(events.stream().map(PlaybackEvent::getRating)).containsExactly(1f, 5f, 3f, 4f);
    assertThat(events).allMatch(e -> e.getAction() == PlaybackAction.PLAY);
    List<Title> titles = run.titles();
    assertThat(titles.stream().map(Title::getName))
        .containsExactly(
            "The Harbour", "La Véronique (The Fog)", "unknown", "La Véronique (The Fog)");
    assertThat(titles.stream().map(Title::getKind)).containsOnly("movie");
    assertThat(titles.stream().map(Title::getGenres))
        .containsExactly(List.of("Action", "Drama"), List.of(), List.of("War"), List.of("Drama"));
    assertThat(titles.stream().map(Title::getReleaseEpochDay))
        .containsExactly(day("1996-02-14"), day("1991-02-04"), null, day("1991-01-01"));
  }

  @Test
  void readsTheFolderOf1M() throws IOException {
    write(
        "movies.dat",
        "1::Harbour, The (1995)::Animation|Children's\n2::Été: Fog (1991)::Drama\n",
        LATIN_1);
    write("users.dat", "1::F::1::10::48067\n", LATIN_1);
    write("ratings.dat", "6::2::3::978300760\n6::1::5::978300760\n", LATIN_1);

    JsonNode figures = movieLens();

    assertFigures(figures, 2, 1, 2, 0);
    assertThat(run.playback().stream().map(PlaybackEvent::getTitleId)).containsExactly("2", "1");
    assertThat(run.titles().stream().map(Title::getName))
        .containsExactly("The Harbour", "Été: Fog");
    assertThat(run.titles().get(0).getGenres()).containsExactly("Animation", "Children's");
    Map<String, String> provenance = run.recording().manifest().provenance();
    assertThat(provenance)
        .containsEntry("importer", "movielens")
        .containsEntry("ratings", "ratings.dat")
        .containsEntry("titles", "movies.dat");
    assertThat(provenance.get("ratings-sha256")).matches("[0-9a-f]{64}");
  }

  @Test
  void readsTheCsvEditions() throws IOException {
    write("ratings.csv", RATINGS, UTF_8);
    write(
        "movies.csv",
        "movieId,title,genres\r\n"
            + "10,\"Fog, The (a.k.a. \"\"Été\"\", L') (2001)\",Drama|War\r\n"
            + "20,Sun,(no genres listed)\r\n",
        UTF_8);
    write("links.csv", "movieId,imdbId,tmdbId\n10,0114709,862\n20,0114710,\n", UTF_8);
    write(
        "tags.csv",
        "userId,movieId,tag,timestamp\n1,10,Grey,1\n2,10,grey,2\n1,10,\"sea, cold\",3\n1,10,boats,4\n",
        UTF_8);

    JsonNode figures = movieLens();

    assertFigures(figures, 2, 1, 2, 0);
    assertThat(figures.path("from").asText()).isEqualTo("2001-09-09T01:46:41Z");
    assertThat(run.playback().stream().map(PlaybackEvent::getRating)).containsExactly(.5f, 4.5f);
    Title fog = run.titles().get(0);
    assertThat(fog.getName()).isEqualTo("The Fog (a.k.a. L'\"Été\")");
    assertThat(fog.getGenres()).containsExactly("Drama", "War");
    assertThat(fog.getReleaseEpochDay()).isEqualTo(day("2001-01-01"));
    assertThat(fog.getThemes()).containsExactly("grey", "boats", "sea, cold");
    assertThat(fog.getAttributes())
        .containsOnly(Map.entry("imdbId", "0114709"), Map.entry("tmdbId", "862"));
    Title sun = run.titles().get(1);
    assertThat(sun.getGenres()).isEmpty();
    assertThat(sun.getReleaseEpochDay()).isNull();
    assertThat(run.recording().manifest().provenance())
        .containsEntry("links", "links.csv")
        .containsEntry("tags", "tags.csv");
  }

  @Test
  void readsColumnsByTheirNamesAndPackedFiles() throws IOException {
    Path packed = data.resolve("ratings.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("timestamp,rating,extra,movieId,userId\n1000000001,3,x,10,1\n".getBytes(UTF_8));
    }
    write("movies.csv", MOVIES, UTF_8);

    assertFigures(movieLens(), 1, 1, 2, 0);

    PlaybackEvent event = run.playback().get(0);
    assertThat(event.getMemberId() + " " + event.getTitleId()).isEqualTo("1 10");
    assertThat(event.getEventTimeMs()).isEqualTo(1_000_000_001_000L);
  }

  @Test
  void countsAndListsWhatCannotBeRead() throws IOException {
    write("u.genre", GENRES, LATIN_1);
    write(
        "u.item",
        "1|Fog (1995)|01-Jan-1995||u|0|1|0|0\n"
            + "2|Fog (1995)|01-Foo-1995||u|0|1|0|0\n"
            + "3|Fog (1995)|01-Jan-1995||u|0|1|0\n"
            + "4|Fog (1995)|01-Jan-1995||u|0|1|0|7\n"
            + "x|Fog (1995)|01-Jan-1995||u|0|1|0|0\n"
            + "|Fog (1995)|01-Jan-1995||u|0|1|0|0\n",
        LATIN_1);
    write(
        "u.data",
        "1\t1\t5\t880000000\n"
            + "1\t1\t5\n"
            + "\t1\t5\t880000000\n"
            + "1\t\t5\t880000000\n"
            + "-1\t1\t5\t880000000\n"
            + "1\t1\tgood\t880000000\n"
            + "1\t1\t\t880000000\n"
            + "1\t1\t5\tyesterday\n"
            + "1\t1\t5\t99999999999\n"
            + "1\t1\t5\t-5\n"
            + "\n"
            + "1\t9\t5\t880000000\n",
        LATIN_1);

    JsonNode figures = movieLens();

    assertFigures(figures, 2, 1, 1, 15);
    assertThat(figures.path("titlesUnknown").asInt()).isEqualTo(1);
    assertThat(Files.readAllLines(run.out().resolve("rejected.csv")).stream().skip(1))
        .extracting(
            line -> line.split(",")[0] + " " + line.split(",")[1] + " " + line.split(",")[2])
        .containsExactly(
            "u.item 2 unreadable-time",
            "u.item 3 malformed-row",
            "u.item 4 number-out-of-range",
            "u.item 5 number-out-of-range",
            "u.item 6 missing-title",
            "u.data 2 malformed-row",
            "u.data 3 missing-member",
            "u.data 4 missing-title",
            "u.data 5 number-out-of-range",
            "u.data 6 number-out-of-range",
            "u.data 7 number-out-of-range",
            "u.data 8 unreadable-time",
            "u.data 9 time-out-of-range",
            "u.data 10 time-out-of-range",
            "u.data 11 empty");
    assertThat(run.out()).isDirectoryNotContaining("glob:**.run");
  }

  @Test
  void saysWhatIsWrongWithAFolder() throws IOException {
    refused("does not exist", folder.resolve("nowhere"));
    refused("is no MovieLens folder; name the folder with u.data and u.item", data);

    write("ratings.csv", RATINGS, UTF_8);
    refused("is not a folder", data.resolve("ratings.csv"));
    refused("has no movies.csv: it is half a MovieLens folder", data);

    write("movies.csv", "id,name\n", UTF_8);
    refused("movies.csv has no column movieId, title, genres in its header", data);

    write("movies.csv", MOVIES, UTF_8);
    write("links.csv", "movieId,imdbId\n", UTF_8);
    refused("links.csv has no column tmdbId", data);

    Files.delete(data.resolve("links.csv"));
    write("u.data", "1\t1\t5\t880000000\n", LATIN_1);
    refused("holds more than one MovieLens edition", data);

    Files.delete(data.resolve("ratings.csv"));
    Files.delete(data.resolve("movies.csv"));
    refused("has no u.item", data);
    write("u.item", "1|Fog||||0\n", LATIN_1);
    refused("has no u.genre", data);
    write("u.genre", "Drama|0\nWar|2\n", LATIN_1);
    refused("numbered from 0", data);
    write("u.genre", "Drama\n", LATIN_1);
    refused("row 1 does not fit", data);
  }

  @Test
  void leavesNothingWhereReadingBreaksOff() throws IOException {
    write("movies.dat", "1::Fog (1995)::Drama\n", LATIN_1);
    // The head of an .xz file, and no more.
    Files.write(data.resolve("ratings.dat"), new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1});

    refused("ratings.dat cannot be read: it ends too early", data);
  }

  private void refused(String part, Path path) throws IOException {
    run.assertRefused(List.of(part), "--format", "movielens", "--path", path.toString());
  }

  private JsonNode movieLens() throws IOException {
    return run.figures("--format", "movielens", "--path", data.toString());
  }

  private static void assertFigures(
      JsonNode figures, int events, int members, int titles, int rejected) {
    assertThat(figures.path("format").asText()).isEqualTo("movielens");
    assertThat(figures.path("events").asInt()).isEqualTo(events);
    assertThat(figures.path("members").asInt()).isEqualTo(members);
    assertThat(figures.path("titles").asInt()).isEqualTo(titles);
    assertThat(figures.path("rejected").asInt()).isEqualTo(rejected);
    assertThat(figures.path("leftOut").asInt()).isZero();
    assertThat(figures.path("outOfOrder").asInt()).isZero();
  }

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  private void write(String name, String text, Charset charset) throws IOException {
    Files.write(data.resolve(name), text.getBytes(charset));
  }
}
