package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.schemas.TraceContext;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes that stand in the state of members who wait, and of releases. */
class StampTest {
  /** As written since the first version of the job. */
  private static final String UNTRACED =
      "01"
          + "000f706c61796261636b2d6576656e7473" // playback-events
          + "00000003"
          + "00000000ee6b2800" // 4,000,000,000
          + "0000019b76d46c00"
          + "0000019b76d46c07";

  private static final String TRACED =
      "02" + UNTRACED.substring(2) + "4bf92f3577b34da6a3ce929d0e0e4736" + "00f067aa0ba902b7" + "01";

  private static final Stamp STAMP =
      new Stamp("playback-events", 3, 4_000_000_000L, 1767225191424L, 1767225191431L, null);
  private static final Stamp WITH_TRACE =
      new Stamp(
          "playback-events",
          3,
          4_000_000_000L,
          1767225191424L,
          1767225191431L,
          new TraceContext(0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L, 0xf067aa0ba902b7L, (byte) 1));

  @Test
  void isLaidOutAsDrawn() throws Exception {
    assertThat(HexFormat.of().formatHex(STAMP.encode())).isEqualTo(UNTRACED);
    assertThat(HexFormat.of().formatHex(WITH_TRACE.encode())).isEqualTo(TRACED);
  }

  @Test
  void readsBothVersions() throws Exception {
    assertThat(Stamp.decode(HexFormat.of().parseHex(UNTRACED))).isEqualTo(STAMP);
    assertThat(Stamp.decode(HexFormat.of().parseHex(TRACED))).isEqualTo(WITH_TRACE);
  }

  @Test
  void refusesALaterVersion() {
    byte[] later = HexFormat.of().parseHex("03" + UNTRACED.substring(2));

    assertThatThrownBy(() -> Stamp.decode(later))
        .isInstanceOf(IOException.class)
        .hasMessage("Stamp of version 3, this program reads up to 2");
  }
}
