package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.playhead.schemas.TraceContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a collector of OTLP over HTTP is sent; requests are protobuf, whose strings are plain. */
class ListTracesTest {
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT_SPAN = "00f067aa0ba902b7";
  private final Queue<String> requests = new ConcurrentLinkedQueue<>(); // hex
  private HttpServer collector;

  @BeforeEach
  void startCollector() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          requests.add(HexFormat.of().formatHex(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void stopCollector() {
    collector.stop(0);
  }

  private String endpoint() {
    return "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
  }

  private static Stamp event(String flags) {
    String header = "00-" + TRACE_ID + "-" + PARENT_SPAN + "-" + flags;
    return new Stamp(
        "playback-events",
        2,
        77,
        1_000,
        1_020,
        TraceContext.parse(header.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void sendsASpanOfTheListAndOneForEachStage() {
    TraceContext list;
    try (ListTraces traces = ListTraces.to(endpoint())) {
      list = traces.listed(event("01"), 1_025, 1_031);
    }

    assertThat(requests).hasSize(1);
    String sent = requests.peek();
    assertThat(list.traceId()).isEqualTo(TRACE_ID);
    assertThat(sent)
        .contains(TRACE_ID)
        .contains(PARENT_SPAN)
        .contains(HexFormat.of().toHexDigits(list.spanId()))
        .contains(text("playback-events"))
        .contains(text("playhead"));
    for (String stage : new String[] {"event", "batch", "list"}) {
      assertThat(sent).contains(spanName(stage));
    }
    // OTLP has fixed64 nanoseconds, little-endian.
    for (long atMs : new long[] {1_000, 1_020, 1_025, 1_031}) {
      assertThat(sent).contains(HexFormat.of().toHexDigits(Long.reverseBytes(atMs * 1_000_000)));
    }
  }

  @Test
  void sendsNothingOfATraceThatIsNotSampled() {
    TraceContext list;
    try (ListTraces traces = ListTraces.to(endpoint())) {
      list = traces.listed(event("00"), 1_025, 1_031);
    }

    assertThat(requests).isEmpty();
    assertThat(list.traceId()).isEqualTo(TRACE_ID);
    assertThat(list.spanId()).isNotZero();
  }

  @Test
  void goesOnWithATraceThatIsSentNowhere() {
    try (ListTraces traces = ListTraces.to(null)) {
      TraceContext list = traces.listed(event("01"), 1_025, 1_031);

      assertThat(list.traceId()).isEqualTo(TRACE_ID);
      assertThat(list.isSampled()).isTrue();
      assertThat(traces.listed(new Stamp("t", 0, 0, 0, 0, null), 1, 2)).isNull();
    }
  }

  @Test
  @Timeout(10)
  void aCollectorThatIsAwayHoldsNothingUp() {
    collector.stop(0);
    try (ListTraces traces = ListTraces.to(endpoint())) {
      assertThat(traces.listed(event("01"), 1_025, 1_031)).isNotNull();
    }
  }

  private static String text(String value) {
    return HexFormat.of().formatHex(value.getBytes(StandardCharsets.US_ASCII));
  }

  /** Field 5 of a span: tag 2a, length, name. */
  private static String spanName(String name) {
    return "2a" + HexFormat.of().toHexDigits((byte) name.length()) + text(name);
  }
}
