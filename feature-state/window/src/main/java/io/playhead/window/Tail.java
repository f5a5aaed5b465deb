package io.playhead.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A window's raw events, in {@link EventOrder}. Once its bytes were asked for they are kept up with
 * it: an event at the end, which is what comes, is appended, and the rest not written anew. Of one
 * window.
 *
 * <pre>
 * count  unsigned
 * events {@link EventBytes}, each against the one before it, the first against what the window
 *        last made final; in windows before version 3 against nothing
 * </pre>
 */
final class Tail {
  private final List<MemberEvent> events = new ArrayList<>();
  private BlockWriter
      written; // each against the one before, even where that has gone; null: not yet
  private int[] ends = {}; // of the events in it

  static Tail readFrom(BlockReader in, MemberEvent settled) {
    Tail tail = new Tail();
    int count = in.count(3);
    MemberEvent before = settled;
    for (int i = 0; i < count; i++) {
      before = EventBytes.read(before, in);
      tail.events.add(before);
    }
    return tail;
  }

  /** The events, to be read. */
  List<MemberEvent> events() {
    return events;
  }

  int size() {
    return events.size();
  }

  /** Place of an equal event, or, if there is none, less than 0: -1 - the place it would have. */
  int find(MemberEvent e) {
    return Collections.binarySearch(events, e, EventOrder.INSTANCE);
  }

  void insert(int place, MemberEvent e) {
    events.add(place, e);
    if (place < events.size() - 1) {
      written = null;
    } else if (written != null) {
      append(place);
    }
  }

  void removeFirst(int count) {
    if (count == 0) {
      return;
    }
    if (written != null) {
      int gone = ends[count - 1];
      written.dropFirst(gone);
      for (int i = count; i < events.size(); i++) {
        ends[i - count] = ends[i] - gone;
      }
    }
    events.subList(0, count).clear();
  }

  void clear() {
    removeFirst(events.size());
  }

  /** About how many bytes {@link #writeTo} writes. */
  int bytes() {
    return written().length();
  }

  private BlockWriter written() {
    if (written == null) {
      written = new BlockWriter(256);
      for (int i = 0; i < events.size(); i++) {
        append(i);
      }
    }
    return written;
  }

  void writeTo(BlockWriter out, MemberEvent settled) {
    out.unsigned(events.size());
    if (!events.isEmpty()) {
      EventBytes.write(events.get(0), settled, out);
      out.append(written(), ends[0]);
    }
  }

  private void append(int place) {
    MemberEvent before = place == 0 ? EventBytes.NOTHING : events.get(place - 1);
    EventBytes.write(events.get(place), before, written);
    if (place == ends.length) {
      ends = Arrays.copyOf(ends, Math.max(16, 2 * place));
    }
    ends[place] = written.length();
  }
}
