package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.TinyBundle;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.Topics;
import io.playhead.window.InMemorySegments;
import io.playhead.window.MemberWindow;
import io.playhead.window.WindowPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Bytes that the job keeps in state, beside those of the window: every version stays readable, and
 * today's bytes stay the same. {@code -Dgolden.write=true} writes today's fixtures anew, which is
 * right only together with a new version number and its reader.
 */
class GoldenStateBytesTest {
  private static final Path FOLDER = Path.of("src/test/resources/io/playhead/stream");
  private static final Stamp STAMP =
      new Stamp(Topics.PLAYBACK_EVENTS, 3, 1_234_567_890_123L, Records.T0, Records.T0 + 17, null);

  private final Records records = new Records();

  @Test
  void theStampOfAMemberWhoWaits() throws IOException {
    byte[] golden = golden("stamp-v1.bin", STAMP.encode());

    assertThat(STAMP.encode()).isEqualTo(golden);
    assertThat(Stamp.decode(golden)).isEqualTo(STAMP);
  }

  @Test
  void theHeadOfAMember() throws Exception {
    InMemorySegments segments = new InMemorySegments();
    MemberRow row = row(segments);

    byte[] golden = golden("member-head-v1-window-v3.bin", MemberHead.encode(row));

    assertThat(MemberHead.encode(row)).isEqualTo(golden);
    MemberRow read = MemberHead.decode("m", golden, WindowPolicy.DEFAULT);
    assertSame(read, row, segments);
    assertThat(MemberHead.encode(read)).isEqualTo(golden);
  }

  @Test
  void theHeadOfAMemberWhoseWindowIsOfVersionTwo() throws Exception {
    InMemorySegments segments = new InMemorySegments();
    MemberRow row = row(segments);

    MemberRow read = MemberHead.decode("m", kept("member-head-v1.bin"), WindowPolicy.DEFAULT);

    assertSame(read, row, segments);
    assertThat(MemberHead.encode(read)).as("as today's").isEqualTo(MemberHead.encode(row));
  }

  private static void assertSame(MemberRow read, MemberRow row, InMemorySegments segments) {
    assertThat(read.timerAtMs).isEqualTo(row.timerAtMs);
    assertThat(read.window.tokens(0, segments)).isEqualTo(row.window.tokens(0, segments));
    assertThat(read.window.context()).isEqualTo(row.window.context());
    assertThat(read.window.hasOpenToken()).as("the fixture has an open token").isTrue();
  }

  private MemberRow row(InMemorySegments segments) throws Exception {
    MemberRow row =
        new MemberRow("m", MemberWindow.empty(WindowPolicy.DEFAULT), Records.T0 + 2_400_000);
    EventDecoder decoder = new EventDecoder(new FixedSchemaIds());
    for (RawRecord raw :
        new RawRecord[] {
          records.play("m", "t0001", PlaybackAction.PLAY, Records.T0),
          records.device("m", "phone", "JP", Records.T0 + 60_000),
          records.play("m", "t0001", PlaybackAction.STOP, Records.T0 + 700_000, 640),
          records.play("m", "t0002", PlaybackAction.PLAY, Records.T0 + 701_000)
        }) {
      row.window.apply(decoder.decode(raw, Records.T0 + 3_600_000), segments);
    }
    return row;
  }

  @Test
  void howFarTheControlTopicsWereRead() throws IOException {
    ControlProgress progress = new ControlProgress(Map.of(Topics.TITLES, new long[] {0, 0, 42}));
    progress.read(Topics.TITLES, 2, 41);
    progress.setLoaded();

    byte[] golden = golden("control-progress-v1.bin", progress.encode());

    assertThat(progress.encode()).isEqualTo(golden);
    ControlProgress read = new ControlProgress(Map.of(Topics.TITLES, new long[] {0, 0, 42}));
    read.restore(golden);
    assertThat(read.isLoaded()).isTrue();
    assertThat(read.reachedEnds()).isTrue();
    assertThat(read.encode()).isEqualTo(golden);
  }

  @Test
  void aReleaseThatWasAnnounced() throws IOException {
    ControlDecoder decoder = new ControlDecoder(new FixedSchemaIds());
    ModelRelease release =
        ModelRelease.newBuilder()
            .setChannel(JobOptions.CHANNEL)
            .setModelId(TinyBundle.DEFAULT.modelId())
            .setBundleUri("file:///bundles/tiny")
            .setManifestSha256("0123456789abcdef".repeat(4))
            .setEffectiveFromMs(Records.T0)
            .setMemberShare(.25)
            .build();
    AnnouncedRelease announced =
        AnnouncedRelease.of(STAMP, records.wire(Topics.MODEL_RELEASES, release), decoder);

    byte[] golden = golden("announced-release-v1.bin", announced.encode());

    assertThat(announced.encode()).isEqualTo(golden);
    AnnouncedRelease read = AnnouncedRelease.decode(golden, decoder);
    assertThat(read.release()).isEqualTo(release);
    assertThat(read.stamp()).isEqualTo(STAMP);
    assertThat(read.encode()).isEqualTo(golden);
  }

  private static byte[] golden(String name, byte[] now) throws IOException {
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(FOLDER);
      Files.write(FOLDER.resolve(name), now);
      return now;
    }
    return kept(name);
  }

  private static byte[] kept(String name) throws IOException {
    try (InputStream in = GoldenStateBytesTest.class.getResourceAsStream(name)) {
      assertThat(in).as("fixture %s", name).isNotNull();
      return in.readAllBytes();
    }
  }
}
