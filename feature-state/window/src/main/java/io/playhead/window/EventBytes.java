package io.playhead.window;

import java.util.Objects;

/**
 * A raw event of the tail inside a block ({@link BlockWriter}), against the one before it, about 12
 * bytes. The member id is left out, as a window is of one member.
 *
 * <pre>
 * flags      unsigned  1: place as before
 *                      2: position known   4: runtime known   8: row or rank known   16: sequence
 *                      32: title as before; in windows from version 3 on
 * time       unsigned  ms since the event before
 * action     unsigned  ordinal
 * title      own text  unless flag 32
 * sequence   signed    if flag 16
 * position   number    if flag 2
 * runtime    unsigned  seconds, if flag 4
 * place      5 own texts  device, country, locale, time zone, highest age rating, unless flag 1;
 *                      in a window of version 1 the first 4
 * came from  own text, unsigned  row, rank + 1, if flag 8
 * </pre>
 */
final class EventBytes {
  private static final int SAME_PLACE = 1;
  private static final int POSITION = 2;
  private static final int RUNTIME = 4;
  private static final int CAME_FROM = 8;
  private static final int SEQUENCE = 16;
  private static final int SAME_TITLE = 32;
  private static final Action[] ACTIONS = Action.values();

  /** An event at 1970 of which nothing is known. */
  static final MemberEvent NOTHING =
      new MemberEvent(Action.DEVICE, "", 0, 0, null, 0, 0, null, null, null, null, null, -1);

  private EventBytes() {}

  /** Writes an event behind the one before it. */
  static void write(MemberEvent e, MemberEvent before, BlockWriter out) {
    boolean sameTitle = Objects.equals(e.titleId(), before.titleId());
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
            | (e.sequence() != 0 ? SEQUENCE : 0)
            | (sameTitle ? SAME_TITLE : 0));
    out.unsigned(e.eventTimeMs() - before.eventTimeMs());
    out.unsigned(e.action().ordinal());
    if (!sameTitle) {
      out.ownText(e.titleId());
    }
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
      out.ownText(e.deviceType());
      out.ownText(e.country());
      out.ownText(e.locale());
      out.ownText(e.timeZone());
      out.ownText(e.ageRatingMax());
    }
    if (cameFrom) {
      out.ownText(e.row());
      out.unsigned(e.rank() + 1L);
    }
  }

  /** Reads an event behind the one before it. */
  static MemberEvent read(MemberEvent before, BlockReader in) {
    int flags = in.upTo(in.version() < MemberWindow.APPENDED ? 31 : 63);
    long timeMs = before.eventTimeMs() + in.unsigned();
    Action action = ACTIONS[in.upTo(Action.ERASE.ordinal() - 1)]; // an erasure is never in the tail
    String titleId = (flags & SAME_TITLE) != 0 ? before.titleId() : in.ownText();
    if (action != Action.DEVICE) {
      in.some(titleId);
    }
    long sequence = (flags & SEQUENCE) != 0 ? in.signed() : 0;
    double position = (flags & POSITION) != 0 ? in.number() : Double.NaN;
    int runtimeSeconds = (flags & RUNTIME) != 0 ? in.upTo(Integer.MAX_VALUE) : 0;
    boolean samePlace = (flags & SAME_PLACE) != 0;
    String deviceType = samePlace ? before.deviceType() : in.ownText();
    String country = samePlace ? before.country() : in.ownText();
    String locale = samePlace ? before.locale() : in.ownText();
    String timeZone = samePlace ? before.timeZone() : in.ownText();
    String ageRatingMax =
        samePlace
            ? before.ageRatingMax()
            : in.version() < MemberWindow.AGE_RATINGS ? null : in.ownText();
    boolean cameFrom = (flags & CAME_FROM) != 0;
    String row = cameFrom ? in.ownText() : null;
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
