package io.playhead.deploy.compare;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.window.MemberEvent;
import io.playhead.window.MemberEvents;
import io.playhead.window.RejectedEventException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Reads the events of a recording once, in order, and keeps what pages are held against. */
final class RecordedPlaysReader {
  private final TitleColumns titles;
  private final Ordinals memberIds = new Ordinals();
  private final List<ChoosingMember> members = new ArrayList<>();
  private final EventColumns events = new EventColumns();
  private final Plays plays = new Plays();
  private long fromMs = Long.MAX_VALUE;
  private long toMs = Long.MIN_VALUE;
  private long newestIndex = -1;

  private RecordedPlaysReader(TitleColumns titles) {
    this.titles = titles;
  }

  /** What {@code events} say; titles that the catalogue lacks are added to {@code titles}. */
  static RecordedPlays read(Iterator<IndexedEvent> events, TitleColumns titles) {
    RecordedPlaysReader reader = new RecordedPlaysReader(titles);
    while (events.hasNext()) {
      reader.accept(events.next());
    }
    boolean isEmpty = reader.fromMs > reader.toMs;
    return new RecordedPlays(
        reader.memberIds,
        titles,
        reader.events,
        reader.plays,
        isEmpty ? 0 : reader.fromMs,
        isEmpty ? 0 : reader.toMs);
  }

  private void accept(IndexedEvent indexed) {
    int index = next(indexed.index());
    try {
      accept(index, memberEvent(indexed.event().record()));
    } catch (RejectedEventException e) {
      // The job has no page for it either, and counts it.
    }
  }

  private int next(long index) {
    if (index <= newestIndex) {
      throw new IllegalArgumentException("event " + index + " came after event " + newestIndex);
    }
    if (index >= Integer.MAX_VALUE - 8) {
      throw CommandFailure.badInput(
          "event " + index + " is more than can be compared at once: take a part of the recording");
    }
    newestIndex = index;
    return (int) index;
  }

  private void accept(int index, MemberEvent event) {
    int member = memberIds.of(event.memberId());
    if (member == members.size()) {
      members.add(new ChoosingMember());
    }
    ChoosingMember choosing = members.get(member);
    int accepted = choosing.acceptedCount();
    boolean isPlay = choosing.accept(event);
    events.add(index, member, choosing.momentMs(), accepted);
    fromMs = Math.min(fromMs, event.eventTimeMs());
    toMs = Math.max(toMs, event.eventTimeMs());
    if (isPlay) {
      int title = titles.ordinal(event.titleId());
      plays.add(index, event.eventTimeMs(), member, title, choosing.context());
    }
  }

  private static MemberEvent memberEvent(SpecificRecord event) throws RejectedEventException {
    if (event instanceof PlaybackEvent playback) {
      return MemberEvents.from(playback, Long.MAX_VALUE);
    } else if (event instanceof FeedbackEvent feedback) {
      return MemberEvents.from(feedback, Long.MAX_VALUE);
    } else if (event instanceof DeviceEvent device) {
      return MemberEvents.from(device, Long.MAX_VALUE);
    }
    throw new IllegalArgumentException("not an event: " + event.getClass());
  }
}
