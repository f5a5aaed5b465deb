package io.playhead.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Bytes of every version stay readable, and those of today's stay the same. {@code
 * -Dgolden.write=true} writes today's fixtures anew, which is right only together with a new
 * version number and its reader.
 */
class GoldenBytesTest {
  private static final Path FOLDER = Path.of("src/test/resources/io/playhead/window");
  private static final WindowPolicy POLICY = new WindowPolicy(600_000, 1_800_000, 256, 256, 8);

  private final InMemorySegments segments = new InMemorySegments();

  private MemberWindow window() {
    return window(events());
  }

  private MemberWindow window(List<MemberEvent> events) {
    MemberWindow window = MemberWindow.empty(POLICY);
    events.forEach(e -> window.apply(e, segments));
    return window;
  }

  private static List<MemberEvent> events() {
    return EventStream.random(new Random(42), 60, 4, 120_000);
  }

  /** The events as they were before version 2. */
  private static List<MemberEvent> eventsWithoutAgeRatings() {
    return events().stream()
        .map(
            e ->
                new MemberEvent(
                    e.action(),
                    e.memberId(),
                    e.eventTimeMs(),
                    e.sequence(),
                    e.titleId(),
                    e.positionSeconds(),
                    e.runtimeSeconds(),
                    e.deviceType(),
                    e.country(),
                    e.locale(),
                    e.timeZone(),
                    e.row(),
                    e.rank()))
        .toList();
  }

  @Test
  void theHeadOfVersionOneIsReadAsTheSameMemberWithoutALimit() throws IOException {
    MemberWindow window = window(eventsWithoutAgeRatings());

    MemberWindow read = MemberWindow.decode(kept("member-window-v1.bin"), POLICY);

    assertThat(read.tokens(0, segments)).isEqualTo(window.tokens(0, segments));
    assertThat(read.context()).isEqualTo(window.context());
    assertThat(read.context().ageRatingMax()).isNull();
    assertThat(read.encode()).as("as today's version").isEqualTo(window.encode());
    assertThat(read.hasOpenToken()).as("the fixture has an open token").isTrue();
  }

  @Test
  void theHeadOfVersionTwoIsReadAsTheSameMember() throws IOException {
    MemberWindow window = window();

    MemberWindow read = MemberWindow.decode(kept("member-window-v2.bin"), POLICY);

    assertThat(read.tokens(0, segments)).isEqualTo(window.tokens(0, segments));
    assertThat(read.context()).isEqualTo(window.context());
    assertThat(read.context().ageRatingMax()).as("the fixture has a limit").isNotNull();
    assertThat(read.encode()).as("as today's version").isEqualTo(window.encode());
    assertThat(read.hasOpenToken()).as("the fixture has an open token").isTrue();
  }

  @Test
  void theHeadOfVersionThreeIsReadAndWrittenAsBefore() throws IOException {
    MemberWindow window = window();

    byte[] golden = golden("member-window-v3.bin", window.encode());

    assertThat(window.encode()).isEqualTo(golden);
    MemberWindow read = MemberWindow.decode(golden, POLICY);
    assertThat(read.encode()).isEqualTo(golden);
    assertThat(read.tokens(0, segments)).isEqualTo(window.tokens(0, segments));
    assertThat(read.context()).isEqualTo(window.context());
    assertThat(read.context().ageRatingMax()).as("the fixture has a limit").isNotNull();
    assertThat(read.hasOpenToken()).as("the fixture has an open token").isTrue();
  }

  @Test
  void theSegmentOfVersionOneIsReadAsTheSameTokens() throws IOException {
    List<Token> tokens = window().tokens(0, segments).subList(0, 8);

    assertThat(TokenSegment.decode(kept("token-segment-v1.bin"))).isEqualTo(tokens);
  }

  @Test
  void theSegmentOfVersionTwoIsReadAndWrittenAsBefore() throws IOException {
    List<Token> tokens = window().tokens(0, segments).subList(0, 8);

    byte[] golden = golden("token-segment-v2.bin", segments.read(0));

    assertThat(TokenSegment.encode(segment(tokens))).isEqualTo(golden);
    assertThat(TokenSegment.decode(golden)).isEqualTo(tokens);
  }

  private static OpenSegment segment(List<Token> tokens) {
    OpenSegment segment = new OpenSegment();
    tokens.forEach(segment::add);
    return segment;
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
    try (InputStream in = GoldenBytesTest.class.getResourceAsStream(name)) {
      assertThat(in).as("fixture %s", name).isNotNull();
      return in.readAllBytes();
    }
  }
}
