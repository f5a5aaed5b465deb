package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.TinyBundle;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import io.playhead.schemas.TraceContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A list belongs to the trace of the event that it reflects, through batches, state and crashes.
 */
class TracedListsTest {
  private static final JobOptions OPTIONS = GraphRun.options(1).withBatch(4, 20);
  private static final List<Title> TITLES = TinyBundle.titles(60);
  private static final String ONE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

  @TempDir Path folder;
  private final Records records = new Records();
  private Path bundle;

  @BeforeEach
  void writeBundle() {
    bundle = TinyBundle.DEFAULT.write(folder, TinyBundle.ids(TITLES));
  }

  private RawRecord play(String memberId, String traceparent) {
    return play(memberId, Records.T0, traceparent);
  }

  private RawRecord play(String memberId, long timeMs, String traceparent) {
    RawRecord raw = records.play(memberId, "t0001", PlaybackAction.PLAY, timeMs);
    return new RawRecord(
        raw.topic(),
        raw.partition(),
        raw.offset(),
        raw.timestampMs(),
        raw.key(),
        raw.value(),
        traceparent == null ? null : traceparent.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aListNamesTheTraceOfItsEventAlsoWhenItsMemberHadToWait(boolean restarts) throws Exception {
    try (PageHarness page = new PageHarness(OPTIONS, restarts)) {
      page.event(play("traced", ONE));
      page.event(play("unsampled", OTHER));
      page.event(play("untraced", null));
      page.event(play("malformed", "00-4bf9"));
      page.passMs(100);
      assertThat(page.outputs.lists()).as("lists before there is a model").isEmpty();
      for (Title title : TITLES) {
        page.control(records.title(title));
      }
      page.control(records.release(bundle, "tiny-1", 0));
      page.loaded();
      page.passMs(100);

      assertGoesOn(ONE, trace(page, "traced"));
      assertGoesOn(OTHER, trace(page, "unsampled"));
      assertThat(trace(page, "untraced")).isNull();
      assertThat(trace(page, "malformed")).isNull();
    }
  }

  @Test
  void ofManyEventsInAListTheNewestNamesItsTrace() throws Exception {
    try (PageHarness page = new PageHarness(OPTIONS, false)) {
      for (Title title : TITLES) {
        page.control(records.title(title));
      }
      page.control(records.release(bundle, "tiny-1", 0));
      page.loaded();
      page.event(play("m", ONE));
      page.event(play("m", Records.T0 + 1, OTHER));
      page.passMs(100);

      assertThat(page.outputs.lists()).hasSize(1);
      assertGoesOn(OTHER, trace(page, "m"));
    }
  }

  private static TraceContext trace(PageHarness page, String memberId) {
    List<TraceContext> traces = new ArrayList<>();
    for (OutRecord record : page.outputs.records) {
      if (record.topic().equals(Topics.RECOMMENDATIONS)
          && memberId.equals(new String(record.key(), StandardCharsets.UTF_8))) {
        traces.add(record.trace());
      }
    }
    assertThat(traces).as("lists of " + memberId).hasSize(1);
    return traces.get(0);
  }

  private static void assertGoesOn(String traceparent, TraceContext list) {
    TraceContext event = TraceContext.parse(traceparent.getBytes(StandardCharsets.US_ASCII));
    assertThat(list).isNotNull();
    assertThat(list.traceId()).isEqualTo(event.traceId());
    assertThat(list.isSampled()).isEqualTo(event.isSampled());
    assertThat(list.spanId()).isNotEqualTo(event.spanId()).isNotZero();
  }
}
