package io.playhead.deploy.compare;

import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Item;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Reflects;
import io.playhead.schemas.RequestContext;
import io.playhead.schemas.Row;
import io.playhead.schemas.Timings;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import io.playhead.schemas.recording.Arrived;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** A recording and its pages, made up by hand. Events are numbered as they are added. */
final class MadeUp {
  private final List<IndexedEvent> events = new ArrayList<>();
  private final List<Title> titles = new ArrayList<>();

  /** A title of the catalogue, of a kind, with its day of release or null. */
  MadeUp title(String titleId, String kind, Integer releaseEpochDay) {
    titles.add(
        Title.newBuilder()
            .setTitleId(titleId)
            .setKind(kind)
            .setName("The " + titleId)
            .setReleaseEpochDay(releaseEpochDay)
            .build());
    return this;
  }

  /** Movies of unknown age. */
  MadeUp titles(String... titleIds) {
    Arrays.stream(titleIds).forEach(titleId -> title(titleId, "movie", null));
    return this;
  }

  /** A PLAY; its index. */
  int play(String memberId, String titleId, long timeMs) {
    return add(playback(PlaybackAction.PLAY, memberId, titleId, timeMs).build(), timeMs);
  }

  /** A playback event; its index. */
  int playback(PlaybackEvent event) {
    return add(event, event.getEventTimeMs());
  }

  static PlaybackEvent.Builder playback(
      PlaybackAction action, String memberId, String titleId, long timeMs) {
    return PlaybackEvent.newBuilder()
        .setMemberId(memberId)
        .setTitleId(titleId)
        .setEventTimeMs(timeMs)
        .setAction(action);
  }

  /** A device that came to the foreground; its index. */
  int device(String memberId, long timeMs) {
    return add(
        DeviceEvent.newBuilder()
            .setMemberId(memberId)
            .setEventTimeMs(timeMs)
            .setState(DeviceState.FOREGROUND)
            .build(),
        timeMs);
  }

  /** Any event; its index. */
  int add(SpecificRecord event, long timeMs) {
    int index = events.isEmpty() ? 0 : (int) events.get(events.size() - 1).index() + 1;
    events.add(new IndexedEvent(index, new Arrived(Topics.PLAYBACK_EVENTS, event, timeMs)));
    return index;
  }

  /** Leaves out the next event of the recording. */
  void leaveOut() {
    int index = (int) events.get(events.size() - 1).index() + 2;
    events.add(
        new IndexedEvent(
            index,
            new Arrived(
                Topics.DEVICE_EVENTS,
                DeviceEvent.newBuilder()
                    .setMemberId("somebody else")
                    .setEventTimeMs(0)
                    .setState(DeviceState.ONLINE)
                    .build(),
                0)));
  }

  RecordedPlays read() {
    return RecordedPlaysReader.read(events.iterator(), new TitleColumns(titles.iterator()));
  }

  ReplayEvaluation evaluation(long seed) {
    return new ReplayEvaluation(events.iterator(), titles.iterator(), seed);
  }

  /** What one walk over {@code pages} found. */
  static FoundPlays walk(RecordedPlays recorded, List<Recommendation> pages) {
    return WalkedModel.of(pages("model", pages), recorded, new PlaysByMember(recorded)).found();
  }

  static ModelPages pages(String name, List<Recommendation> pages) {
    return new ModelPages(name, List.of(pages.iterator()), false);
  }

  /** A page whose rows are written {@code name: title title}. */
  static Recommendation page(String memberId, long revision, long event, String... rows) {
    return Recommendation.newBuilder()
        .setMemberId(memberId)
        .setRevision(revision)
        .setModelId("made-up")
        .setMadeAtMs(0)
        .setContext(RequestContext.newBuilder().setEventTimeMs(0).build())
        .setRows(Arrays.stream(rows).map(MadeUp::row).toList())
        .setReflects(new Reflects("recording", 0, event))
        .setTimings(new Timings(0L, 0L, 0L))
        .build();
  }

  private static Row row(String written) {
    String[] parts = written.split(": ", -1);
    List<Item> items = new ArrayList<>();
    for (String titleId : parts[1].isEmpty() ? new String[0] : parts[1].split(" ")) {
      items.add(new Item(titleId, 0f, "taste"));
    }
    return new Row(parts[0], items);
  }
}
