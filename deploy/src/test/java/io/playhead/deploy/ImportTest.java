package io.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordIterator;
import io.playhead.schemas.recording.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ImportTest {
  private static final String HEADER = "memberId,titleId,eventTime,action,positionSeconds\n";
  private static final String GOOD = "m1,t1,2020-01-01T00:00:00Z,PLAY,10\n";
  private static final String TITLES = "titleId,name,genres,releaseDate\nt1,One,a|b,2019-05-01\n";

  @TempDir private Path folder;
  private Path events;
  private Path titles;
  private Path out;
  private Path json;

  @BeforeEach
  void writeTitles() throws IOException {
    events = folder.resolve("events.csv");
    titles = folder.resolve("titles.csv");
    out = folder.resolve("recording");
    json = folder.resolve("figures.json");
    Files.writeString(titles, TITLES);
  }

  static List<Arguments> brokenRows() {
    return List.of(
        broken("no member", ",t1,2020-01-01T00:00:00Z,PLAY,1", RejectReason.MISSING_MEMBER),
        broken("no title", "m1,,2020-01-01T00:00:00Z,PLAY,1", RejectReason.MISSING_TITLE),
        broken("no time", "m1,t1,,PLAY,1", RejectReason.UNREADABLE_TIME),
        broken("time in words", "m1,t1,yesterday,PLAY,1", RejectReason.UNREADABLE_TIME),
        broken("bare number", "m1,t1,1577836800000,PLAY,1", RejectReason.UNREADABLE_TIME),
        broken("year 3000", "m1,t1,3000-01-01T00:00:00Z,PLAY,1", RejectReason.TIME_OUT_OF_RANGE),
        broken("before 1970", "m1,t1,1969-01-01T00:00:00Z,PLAY,1", RejectReason.TIME_OUT_OF_RANGE),
        broken("action", "m1,t1,2020-01-01T00:00:00Z,DANCE,1", RejectReason.UNKNOWN_ACTION),
        broken("unknown", "m1,t1,2020-01-01T00:00:00Z,UNKNOWN,1", RejectReason.UNKNOWN_ACTION),
        broken("position", "m1,t1,2020-01-01T00:00:00Z,PLAY,-1", RejectReason.NEGATIVE_POSITION),
        broken("number", "m1,t1,2020-01-01T00:00:00Z,PLAY,ten", RejectReason.NUMBER_OUT_OF_RANGE),
        broken("infinite", "m1,t1,2020-01-01T00:00:00Z,PLAY,NaN", RejectReason.NUMBER_OUT_OF_RANGE),
        broken(
            "long id",
            "m1," + "t".repeat(600) + ",2020-01-01T00:00:00Z,PLAY,1",
            RejectReason.FIELD_TOO_LONG),
        broken("empty", "", RejectReason.EMPTY),
        broken("too few", "m1,t1", RejectReason.MALFORMED_ROW),
        broken("too many", "m1,t1,2020-01-01T00:00:00Z,PLAY,1,2,3", RejectReason.MALFORMED_ROW),
        broken("stray quote", "m1,\"t1,2020-01-01T00:00:00Z,PLAY,1", RejectReason.MALFORMED_ROW),
        broken("after quote", "m1,\"t1\"x,2020-01-01T00:00:00Z,PLAY,1", RejectReason.MALFORMED_ROW),
        broken(
            "10 MB",
            "m1," + "t".repeat(10_000_000) + ",2020-01-01T00:00:00Z,PLAY,1",
            RejectReason.ROW_TOO_LONG),
        Arguments.of("not UTF-8", new byte[] {'m', (byte) 0xff, ',', 't'}, RejectReason.NOT_UTF8),
        Arguments.of("zeros", new byte[100], RejectReason.MALFORMED_ROW));
  }

  private static Arguments broken(String name, String row, RejectReason reason) {
    return Arguments.of(name, row.getBytes(StandardCharsets.UTF_8), reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenRows")
  void countsAndListsABrokenRowAndKeepsItsNeighbours(String name, byte[] row, RejectReason reason)
      throws IOException {
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    csv.writeBytes((HEADER + GOOD).getBytes(StandardCharsets.UTF_8));
    csv.writeBytes(row);
    csv.writeBytes(("\n" + GOOD + GOOD).getBytes(StandardCharsets.UTF_8));
    Files.write(events, csv.toByteArray());

    assertThat(run()).isZero();

    JsonNode figures = figures();
    assertThat(figures.path("events").asInt()).isEqualTo(3);
    assertThat(figures.path("rejected").asInt()).isEqualTo(1);
    assertThat(figures.path("rejectedByReason").path(reason.label()).asInt()).isEqualTo(1);
    List<String> list = Files.readAllLines(out.resolve("rejected.csv"));
    assertThat(list).hasSize(2);
    assertThat(list.get(1)).startsWith("events.csv,3," + reason.label());
  }

  @Test
  void keepsTheRowsAfterAQuoteThatNeverEnds() throws IOException {
    Files.writeString(
        events, HEADER + "m1,\"t1,2020-01-01T00:00:00Z,PLAY,1\n" + GOOD.repeat(50_000));

    assertThat(run()).isZero();

    assertThat(figures().path("events").asInt()).isEqualTo(50_000);
    assertThat(figures().path("rejected").asInt()).isEqualTo(1);
  }

  @Test
  void readsPlainGzipAndXzAlike() throws IOException {
    byte[] csv = (HEADER + GOOD).getBytes(StandardCharsets.UTF_8);
    for (String kind : List.of("plain", "gzip", "xz")) {
      try (OutputStream file = Files.newOutputStream(events);
          OutputStream coded =
              kind.equals("gzip")
                  ? new GZIPOutputStream(file)
                  : kind.equals("xz") ? new XZOutputStream(file, new LZMA2Options(0)) : file) {
        coded.write(csv);
      }

      assertThat(run()).as(kind).isZero();

      assertThat(figures().path("events").asInt()).as(kind).isEqualTo(1);
    }
  }

  @Test
  void readsEveryColumnAndKeepsUnknownOnesAsAttributes() throws IOException {
    Files.writeString(
        events,
        "\uFEFFmemberId,titleId,eventTime,action,rating,deviceType,country,mood,durationSeconds,ageRatingMax\r\n"
            + "m1,t1,2020-01-01 01:00:00+01:00,resume,4.5,phone,BR,\"happy, very\",5400,12\r\n"
            + "m1,t2,2020-01-01T00:00:01,,,,,,,\r\n"
            + "m1,t1,2020-01-01T00:00:02Z,thumbs_up,,,,,,\r\n"
            + "m1,,2020-01-01T00:00:03Z,FOREGROUND,,television,,,,*\r\n");

    assertThat(run()).isZero();

    Recording recording = Recording.open(out);
    try (RecordIterator<PlaybackEvent> playback = recording.playbackEvents()) {
      PlaybackEvent first = playback.next();
      assertThat(first.getAction()).isEqualTo(PlaybackAction.RESUME);
      assertThat(first.getEventTimeMs()).isEqualTo(1_577_836_800_000L);
      assertThat(first.getRating()).isEqualTo(4.5f);
      assertThat(first.getCountry()).isEqualTo("BR");
      assertThat(first.getAgeRatingMax()).isEqualTo("12");
      assertThat(first.getRuntimeSeconds()).isEqualTo(5400);
      assertThat(first.getSequence()).isEqualTo(2);
      assertThat(first.getAttributes()).containsOnly(java.util.Map.entry("mood", "happy, very"));
      assertThat(playback.next().getAction()).isEqualTo(PlaybackAction.PLAY);
      assertThat(playback.hasNext()).isFalse();
    }
    try (var feedback = recording.feedbackEvents()) {
      assertThat(feedback.next().getFeedback()).isEqualTo(Feedback.THUMBS_UP);
    }
    try (var device = recording.deviceEvents()) {
      DeviceEvent foreground = device.next();
      assertThat(foreground.getState()).isEqualTo(DeviceState.FOREGROUND);
      assertThat(foreground.getAgeRatingMax()).isEqualTo("*");
    }
    try (RecordIterator<Title> all = recording.titles()) {
      Title title = all.next();
      assertThat(title.getGenres()).containsExactly("a", "b");
      assertThat(title.getReleaseEpochDay()).isEqualTo(18017);
    }
    assertThat(figures().path("titlesUnknown").asInt()).isEqualTo(1);
  }

  @Test
  void saysWhatIsWrongWithAFileItCannotRead() throws IOException {
    assertThat(run()).isEqualTo(2);

    Files.writeString(events, "");
    assertThat(run()).isEqualTo(2);

    Files.writeString(events, "member,title\n");
    assertThat(run()).isEqualTo(2);

    Files.write(events, new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1, 2, 3});
    assertThat(run()).isEqualTo(2);

    Files.delete(events);
    Files.createDirectory(events);
    assertThat(run()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  @Test
  void replacesARecordingAndRefusesAnyOtherFolder() throws IOException {
    Files.writeString(events, HEADER + GOOD);
    assertThat(run()).isZero();
    Files.writeString(events, HEADER + GOOD + GOOD);
    assertThat(run()).isZero();
    assertThat(Recording.open(out).manifest().eventCount()).isEqualTo(2);

    Path precious = Files.createDirectory(folder.resolve("precious"));
    Files.writeString(precious.resolve("letter.txt"), "keep me");
    out = precious;

    assertThat(run()).isEqualTo(2);
    assertThat(precious.resolve("letter.txt")).hasContent("keep me");
  }

  private int run() {
    return Playhead.execute(
        "import",
        "--events",
        events.toString(),
        "--titles",
        titles.toString(),
        "--out",
        out.toString(),
        "--json",
        json.toString());
  }

  private JsonNode figures() throws IOException {
    return new ObjectMapper().readTree(json.toFile());
  }
}
