package io.playhead.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Tokens inside a block ({@link BlockWriter}), each against the one before it, about 23 bytes with
 * the title's id.
 *
 * <pre>
 * flags       unsigned  1: device, country and locale as before (before the first: all null)
 *                       2: gap is not (started - ended before) / 1000 s   (always for the first)
 *                       4: paused or sought     8: row or rank known
 * started     signed    ms since the end of the token before, of the first since 1970
 * place       3 texts   device, country, locale                        unless flag 1
 * gap         unsigned  seconds + 1                                    if flag 2
 * title       text
 * lasted      unsigned  ended - started, ms
 * local hour  unsigned  hour of the week + 1
 * watched     unsigned  seconds + 1
 * completion  unsigned  thousandths + 1
 * counts      2 unsigned  pauses, seeks                                if flag 4
 * actions     unsigned  bits / 2, as {@link Action#DEVICE} is never set
 * came from   text, unsigned  row, rank + 1                            if flag 8
 * </pre>
 */
final class TokenBytes {
  private static final int SAME_PLACE = 1;
  private static final int OWN_GAP = 2;
  private static final int COUNTS = 4;
  private static final int CAME_FROM = 8;

  private TokenBytes() {}

  static List<Token> read(int count, BlockReader in) {
    List<Token> tokens = new ArrayList<>(count);
    Token before = null;
    for (int i = 0; i < count; i++) {
      before = read(before, in);
      tokens.add(before);
    }
    return tokens;
  }

  /** Writes a token behind the one before, null: the first. */
  static void write(Token t, Token before, BlockWriter out) {
    boolean samePlace =
        Objects.equals(t.deviceType(), before == null ? null : before.deviceType())
            && Objects.equals(t.country(), before == null ? null : before.country())
            && Objects.equals(t.locale(), before == null ? null : before.locale());
    long sinceMs = t.startedMs() - (before == null ? 0 : before.endedMs());
    boolean ownGap = before == null || t.gapSeconds() != Math.max(0, sinceMs) / 1000;
    boolean counts = t.pauseCount() != 0 || t.seekCount() != 0;
    boolean cameFrom = t.row() != null || t.rank() >= 0;
    out.unsigned(
        (samePlace ? SAME_PLACE : 0)
            | (ownGap ? OWN_GAP : 0)
            | (counts ? COUNTS : 0)
            | (cameFrom ? CAME_FROM : 0));
    out.signed(sinceMs);
    if (!samePlace) {
      out.text(t.deviceType());
      out.text(t.country());
      out.text(t.locale());
    }
    if (ownGap) {
      out.unsigned(t.gapSeconds() + 1);
    }
    out.text(t.titleId());
    out.unsigned(t.endedMs() - t.startedMs());
    out.unsigned(t.localHour() < 0 ? 0 : (t.localWeekday() - 1) * 24 + t.localHour() + 1);
    out.unsigned(t.watchedSeconds() + 1L);
    out.unsigned(t.completion() < 0 ? 0 : Math.round(t.completion() * 1000) + 1);
    if (counts) {
      out.unsigned(t.pauseCount());
      out.unsigned(t.seekCount());
    }
    out.unsigned(t.actions() >>> 1);
    if (cameFrom) {
      out.text(t.row());
      out.unsigned(t.rank() + 1L);
    }
  }

  private static Token read(Token before, BlockReader in) {
    int flags = in.upTo(15);
    long sinceMs = in.signed();
    long startedMs = sinceMs + (before == null ? 0 : before.endedMs());
    boolean samePlace = (flags & SAME_PLACE) != 0;
    boolean first = before == null;
    String deviceType = samePlace ? first ? null : before.deviceType() : in.text();
    String country = samePlace ? first ? null : before.country() : in.text();
    String locale = samePlace ? first ? null : before.locale() : in.text();
    long gapSeconds = (flags & OWN_GAP) != 0 ? in.unsigned() - 1 : Math.max(0, sinceMs) / 1000;
    String titleId = in.someText();
    long endedMs = startedMs + in.unsigned();
    int hourOfWeek = in.upTo(7 * 24) - 1;
    int watchedSeconds = in.upTo(Integer.MAX_VALUE) - 1;
    int completion = in.upTo(1001) - 1;
    boolean counts = (flags & COUNTS) != 0;
    int pauseCount = counts ? in.upTo(Integer.MAX_VALUE) : 0;
    int seekCount = counts ? in.upTo(Integer.MAX_VALUE) : 0;
    int actions = in.upTo(Integer.MAX_VALUE >>> 1) << 1;
    boolean cameFrom = (flags & CAME_FROM) != 0;
    return new Token(
        startedMs,
        deviceType,
        country,
        locale,
        LocalTime.hour(hourOfWeek),
        LocalTime.weekday(hourOfWeek),
        gapSeconds,
        titleId,
        endedMs,
        watchedSeconds,
        completion < 0 ? -1f : completion / 1000f,
        pauseCount,
        seekCount,
        actions,
        cameFrom ? in.text() : null,
        cameFrom ? (int) (in.unsigned() - 1) : -1);
  }
}
