package io.playhead.stream;

import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.recording.Arrived;
import io.playhead.schemas.recording.ArrivedRecords;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.HoldOut;
import io.playhead.window.MemberHistories;
import io.playhead.window.WindowPolicy;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.avro.specific.SpecificRecord;

/**
 * The events that a replay is given, in the order of their arrival, each with its place among all
 * events of the recording: what a list says it reflects. One thread.
 */
public final class ReplayEvents implements Iterator<ReplayEvents.Event>, AutoCloseable {
  private final ArrivedRecords all;
  private final HoldOut.Cut cut; // null: nothing is held out
  private final long untilMs;
  private long place = -1;
  private Event next;

  /**
   * One of them.
   *
   * @param place among all events of the recording, from 0
   * @param arrived the event
   * @param memberId its member
   * @param titleId its title; null: it has none
   * @param timeMs its own time, milliseconds since 1970-01-01 UTC
   */
  public record Event(long place, Arrived arrived, String memberId, String titleId, long timeMs) {
    static Event of(long place, Arrived arrived) {
      SpecificRecord record = arrived.record();
      if (record instanceof PlaybackEvent e) {
        return new Event(place, arrived, e.getMemberId(), e.getTitleId(), e.getEventTimeMs());
      } else if (record instanceof FeedbackEvent e) {
        return new Event(place, arrived, e.getMemberId(), e.getTitleId(), e.getEventTimeMs());
      }
      DeviceEvent e = (DeviceEvent) record;
      return new Event(place, arrived, e.getMemberId(), null, e.getEventTimeMs());
    }
  }

  private ReplayEvents(ArrivedRecords all, HoldOut.Cut cut, long untilMs) {
    this.all = all;
    this.cut = cut;
    this.untilMs = untilMs;
    advance();
  }

  /** Opens the recording; closed by the caller. */
  public static ReplayEvents of(ReplayInput input) {
    Recording recording = input.recording();
    HoldOut holdOut = HoldOut.parse(input.holdOut());
    HoldOut.Cut cut = holdOut == HoldOut.NONE ? null : holdOut.cut(histories(recording));
    return new ReplayEvents(ArrivedRecords.events(recording), cut, input.untilMs());
  }

  private static MemberHistories histories(Recording recording) {
    MemberHistories.Builder histories = new MemberHistories.Builder(WindowPolicy.DEFAULT);
    try (ArrivedRecords events = ArrivedRecords.events(recording)) {
      while (events.hasNext()) {
        SpecificRecord record = events.next().record();
        if (record instanceof PlaybackEvent playback) {
          histories.add(playback);
        } else if (record instanceof FeedbackEvent feedback) {
          histories.add(feedback);
        } else {
          histories.add((DeviceEvent) record);
        }
      }
    }
    return histories.build();
  }

  private void advance() {
    next = null;
    while (next == null && all.hasNext()) {
      Event event = Event.of(++place, all.next());
      boolean held = cut != null && !cut.keeps(event.memberId(), event.timeMs(), event.titleId());
      next = held || event.timeMs() >= untilMs ? null : event;
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Event next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Event event = next;
    advance();
    return event;
  }

  @Override
  public void close() {
    all.close();
  }
}
