package io.playhead.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The raw events of the tail inside a block ({@link BlockWriter}), each against the one before it,
 * about 10 bytes. The member id is left out, as a window is of one member.
 *
 * <pre>
 * count        unsigned
 * then each:
 *   flags      unsigned  1: place as before (before the first: all null)
 *                        2: position known   4: runtime known   8: row or rank known   16: sequence
 *   time       unsigned  ms since the event before, of the first since 1970
 *   action     unsigned  ordinal
 *   title      text
 *   sequence   signed    if flag 16
 *   position   number    if flag 2
 *   runtime    unsigned  seconds, if flag 4
 *   place      5 texts   device, country, locale, time zone, highest age rating, unless flag 1;
 *                        in a window of version 1 the first 4
 *   came from  text, unsigned  row, rank + 1, if flag 8
 * </pre>
 */
final class EventBytes {
  private static final int SAME_PLACE = 1;
  private static final int POSITION = 2;
  private static final int RUNTIME = 4;
  private static final int CAME_FROM = 8;
  private static final int SEQUENCE = 16;
  private static final Action[] ACTIONS = Action.values();
  private static final MemberEvent NOWHERE =
      new MemberEvent(Action.DEVICE, "", 0, 0, null, 0, 0, null, null, null, null, null, -1);

  private EventBytes() {}

  static void write(List<MemberEvent> events, BlockWriter out) {
    out.unsigned(events.size());
    MemberEvent before = NOWHERE;
    for (MemberEvent event : events) {
      write(event, before, out);
      before = event;
    }
  }

  static List<MemberEvent> read(BlockReader in) {
    int count = in.count(4);
    List<MemberEvent> events = new ArrayList<>(count + 1);
    MemberEvent before = NOWHERE;
    for (int i = 0; i < count; i++) {
      before = read(before, in);
      events.add(before);
    }
    return events;
  }

  private static void write(MemberEvent e, MemberEvent before, BlockWriter out) {
    boolean samePlace =
        Objects.equals(e.deviceType(), before.deviceType())
            && Objects.equals(e.country(), before.country())
            && Objects.equals(e.locale(), before.locale())
            && Objects.equals(e.timeZone(), before.timeZone())
            && Objects.equals(e.ageRatingMax(), before.ageRatingMax());
    boolean position = !Double.isNaN(e.positionSeconds());
    boolean cameFrom = e.row() != null || e.rank() >= 0;
    out.unsigned(
        (samePlace ? SAME_PLACE : 0)
            | (position ? POSITION : 0)
            | (e.runtimeSeconds() != 0 ? RUNTIME : 0)
            | (cameFrom ? CAME_FROM : 0)
            | (e.sequence() != 0 ? SEQUENCE : 0));
    out.unsigned(e.eventTimeMs() - before.eventTimeMs());
    out.unsigned(e.action().ordinal());
    out.text(e.titleId());
    if (e.sequence() != 0) {
      out.signed(e.sequence());
    }
    if (position) {
      out.number(e.positionSeconds());
    }
    if (e.runtimeSeconds() != 0) {
      out.unsigned(e.runtimeSeconds());
    }
    if (!samePlace) {
      out.text(e.deviceType());
      out.text(e.country());
      out.text(e.locale());
      out.text(e.timeZone());
      out.text(e.ageRatingMax());
    }
    if (cameFrom) {
      out.text(e.row());
      out.unsigned(e.rank() + 1L);
    }
  }

  private static MemberEvent read(MemberEvent before, BlockReader in) {
    int flags = in.upTo(31);
    long timeMs = before.eventTimeMs() + in.unsigned();
    Action action = ACTIONS[in.upTo(Action.ERASE.ordinal() - 1)]; // an erasure is never in the tail
    String titleId = action == Action.DEVICE ? in.text() : in.someText();
    long sequence = (flags & SEQUENCE) != 0 ? in.signed() : 0;
    double position = (flags & POSITION) != 0 ? in.number() : Double.NaN;
    int runtimeSeconds = (flags & RUNTIME) != 0 ? in.upTo(Integer.MAX_VALUE) : 0;
    boolean samePlace = (flags & SAME_PLACE) != 0;
    String deviceType = samePlace ? before.deviceType() : in.text();
    String country = samePlace ? before.country() : in.text();
    String locale = samePlace ? before.locale() : in.text();
    String timeZone = samePlace ? before.timeZone() : in.text();
    String ageRatingMax =
        samePlace
            ? before.ageRatingMax()
            : in.version() < MemberWindow.AGE_RATINGS ? null : in.text();
    boolean cameFrom = (flags & CAME_FROM) != 0;
    String row = cameFrom ? in.text() : null;
    int rank = cameFrom ? (int) (in.unsigned() - 1) : -1;
    return new MemberEvent(
        action,
        "",
        timeMs,
        sequence,
        titleId,
        position,
        runtimeSeconds,
        deviceType,
        country,
        locale,
        timeZone,
        ageRatingMax,
        row,
        rank);
  }
}
