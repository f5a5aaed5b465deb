package io.playhead.deploy.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.TinyBundle;
import io.playhead.schemas.Arrival;
import io.playhead.schemas.Item;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Reflects;
import io.playhead.schemas.RequestContext;
import io.playhead.schemas.Row;
import io.playhead.schemas.Timings;
import io.playhead.schemas.Topics;
import io.playhead.schemas.recording.Recording;
import io.playhead.schemas.recording.RecordingWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that were published live beside a replay's lists of the same events. */
class LivePagesTest {
  private static final long T0 = 1_700_000_000_000L;
  private static final int EVENTS = 7;

  @TempDir private Path folder;

  @Test
  void eachPageIsHeldAgainstTheListOfItsEvent() {
    List<Recommendation> replayed =
        List.of(
            list(0, 1, "a"),
            list(1, 2, "a"),
            list(2, 3, "a"),
            list(3, 4, "a"),
            list(4, 5, "a"),
            list(5, 6, "a"));
    Path recording =
        record(
            live(0, 1, "a", 10_000), // the same
            live(1, 2, "b", 11_000), // another title
            live(2, 9, "a", 12_000), // after another number of events
            live(3, 4, "b", 20_500), // half a second after a title came
            live(4, 5, "a", 22_500), // two and a half seconds after it
            live(6, 7, "a", 30_000)); // an event without a list

    DeterminismFigures.Live figures =
        LivePages.of(Recording.open(recording))
            .comparedTo(PageHashes.of(replayed.iterator(), EVENTS));

    assertThat(figures).isEqualTo(new DeterminismFigures.Live(6, 3, 2, 2, 1, 1, 1));
  }

  @Test
  void scoresAloneLeaveTheOrderAsItWas() {
    Recommendation page = live(0, 1, "a", 10_000);
    page.getRows().get(0).getItems().get(0).setScore(.25f);

    DeterminismFigures.Live figures =
        LivePages.of(Recording.open(record(page)))
            .comparedTo(PageHashes.of(List.of(list(0, 1, "a")).iterator(), EVENTS));

    assertThat(figures.compared()).isEqualTo(1);
    assertThat(figures.identical()).isZero();
    assertThat(figures.sameOrder()).isEqualTo(1);
  }

  @Test
  void aRecordingWithoutPagesHasNothingToSay() {
    assertThat(
            LivePages.of(Recording.open(record()))
                .comparedTo(PageHashes.of(List.of(list(0, 1, "a")).iterator(), EVENTS)))
        .isNull();
  }

  /** One title at first and one at 20 s; events on offsets 100, 110, ... of partition 3. */
  private Path record(Recommendation... pages) {
    Path path = folder.resolve("recording-" + pages.length);
    try (RecordingWriter writer = RecordingWriter.createWithArrivals(path)) {
      writer.write(TinyBundle.titles(2).get(0), arrival(Topics.TITLES, 0, 0));
      for (int i = 0; i < EVENTS; i++) {
        writer.write(event(i), arrival(Topics.PLAYBACK_EVENTS, 100 + 10 * i, 1_000 * i));
      }
      writer.write(TinyBundle.titles(2).get(1), arrival(Topics.TITLES, 1, 20_000));
      List.of(pages).forEach(writer::write);
    }
    return path;
  }

  private static Arrival arrival(String topic, long offset, long afterMs) {
    return new Arrival(topic, 3, offset, T0 + afterMs, null);
  }

  private static PlaybackEvent event(int i) {
    return PlaybackEvent.newBuilder()
        .setMemberId("m")
        .setTitleId("t" + i)
        .setEventTimeMs(T0 + 1_000L * i)
        .setAction(PlaybackAction.PLAY)
        .build();
  }

  private static Recommendation live(int event, long revision, String title, long listedAfterMs) {
    Recommendation page = list(event, revision, title);
    page.setReflects(new Reflects(Topics.PLAYBACK_EVENTS, 3, 100L + 10 * event));
    page.setTimings(new Timings(1L, 2L, T0 + listedAfterMs));
    page.setMadeAtMs(T0 + listedAfterMs);
    return page;
  }

  private static Recommendation list(int event, long revision, String title) {
    return Recommendation.newBuilder()
        .setMemberId("m")
        .setRevision(revision)
        .setModelId("model")
        .setMadeAtMs(5)
        .setContext(RequestContext.newBuilder().setEventTimeMs(T0 + 1_000L * event).build())
        .setRows(List.of(new Row("top-picks", List.of(new Item(title, .5f, "taste")))))
        .setReflects(new Reflects(Topics.PLAYBACK_EVENTS, 0, (long) event))
        .setTimings(new Timings(0L, 0L, 0L))
        .build();
  }
}
