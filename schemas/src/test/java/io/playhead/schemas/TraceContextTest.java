package io.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @Test
  void readsAndWritesAHeader() {
    TraceContext context = parse("00-" + TRACE + "-" + SPAN + "-01");

    assertThat(context.traceId()).isEqualTo(TRACE);
    assertThat(context.spanId()).isEqualTo(0x00f067aa0ba902b7L);
    assertThat(context.isSampled()).isTrue();
    assertThat(context).hasToString("00-" + TRACE + "-" + SPAN + "-01");
    assertThat(TraceContext.parse(context.header())).isEqualTo(context);
  }

  @Test
  void goesOnInTheSameTraceWithASpanOfItsOwn() {
    TraceContext next = parse("00-" + TRACE + "-" + SPAN + "-00").withSpan(-2);

    assertThat(next).hasToString("00-" + TRACE + "-fffffffffffffffe-00");
    assertThat(next.isSampled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff, true",
    "00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-00, false",
    "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, true",
    "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03-what-the-future-will-be-like, true",
  })
  void readsUnknownFlagsAndLaterVersions(String header, boolean sampled) {
    assertThat(parse(header).isSampled()).isEqualTo(sampled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902bé-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
      })
  void takesABadHeaderForNone(String header) {
    assertThat(parse(header)).isNull();
  }

  @Test
  void takesNoHeaderForNone() {
    assertThat(TraceContext.parse(null)).isNull();
  }

  private static TraceContext parse(String header) {
    return TraceContext.parse(header.getBytes(StandardCharsets.ISO_8859_1));
  }
}
