package io.playhead.deploy.importing;

import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.window.WindowPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Views to events in the order of time: a PLAY at the start, a STOP at the end, and between them a
 * RESUME each time that the window's silence has passed, as a player sends that reports its
 * progress. The export does not know how long a title is, so without these reports a film would
 * fall silent while it plays, and become two sittings of unknown length.
 */
final class ViewEvents implements Iterator<PlaybackEvent> {
  private static final long REPORT_MS = WindowPolicy.DEFAULT.silenceMs();

  // At one moment what ends goes before what begins; of two views that begin together the one
  // further down is the older, as the export has the newest first.
  private static final Comparator<Moment> IN_TIME =
      Comparator.comparingLong(Moment::timeMs)
          .thenComparing(moment -> moment.action() == PlaybackAction.STOP ? 0 : 1)
          .thenComparing(moment -> moment.view().rowNumber(), Comparator.reverseOrder());

  private final List<Moment> moments = new ArrayList<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private int at;

  ViewEvents(List<View> views) {
    for (View view : views) {
      moments.add(new Moment(view, PlaybackAction.PLAY, view.startMs()));
      for (long ms = view.startMs() + REPORT_MS; ms < view.endMs(); ms += REPORT_MS) {
        moments.add(new Moment(view, PlaybackAction.RESUME, ms));
      }
      moments.add(new Moment(view, PlaybackAction.STOP, view.endMs()));
    }
    moments.sort(IN_TIME);
  }

  /** How many there are in all. */
  int count() {
    return moments.size();
  }

  @Override
  public boolean hasNext() {
    return at < moments.size();
  }

  @Override
  public PlaybackEvent next() {
    Moment moment = moments.get(at++);
    View view = moment.view();
    long sequence = sequences.merge(view.memberId(), 1L, Long::sum);
    return view.event(moment.action(), moment.timeMs(), sequence);
  }

  private record Moment(View view, PlaybackAction action, long timeMs) {}
}
