package io.playhead.window;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which part of each member's history training must not see, so that evaluation can ask for it.
 * Written {@code none}, {@code last} or {@code after:INSTANT}, in options as in manifests.
 * Immutable.
 */
public sealed interface HoldOut {
  /** Nothing is held out. */
  HoldOut NONE = new Nothing();

  /** The last token of every member that has at least two. */
  HoldOut LAST = new LastToken();

  /** Every event at or after {@code from}, of whichever member, and so every later token. */
  static HoldOut after(Instant from) {
    return new After(from);
  }

  /**
   * The hold-out that {@link Object#toString} wrote.
   *
   * @throws IllegalArgumentException it is none; the message says what there is
   */
  static HoldOut parse(String text) {
    if (text.equals(NONE.toString())) {
      return NONE;
    }
    if (text.equals(LAST.toString())) {
      return LAST;
    }
    if (text.startsWith(After.PREFIX)) {
      try {
        return after(Instant.parse(text.substring(After.PREFIX.length())));
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(wrong(text), e);
      }
    }
    throw new IllegalArgumentException(wrong(text));
  }

  private static String wrong(String text) {
    return "--hold-out="
        + text
        + " must be none, last or after:INSTANT such as "
        + "after:2026-01-31T00:00:00Z";
  }

  /** Whether training may read an event of that time at all. */
  boolean reads(long eventTimeMs);

  /** What training sees of {@code tokens}, all of a member's. */
  List<Token> history(List<Token> tokens);

  /** Whether a model trained under this one has seen nothing that {@code other} holds out. */
  boolean covers(HoldOut other);

  /** The cut through the events of all members of {@code histories}. */
  Cut cut(MemberHistories histories);

  /** {@link #NONE}. */
  record Nothing() implements HoldOut {
    @Override
    public boolean reads(long eventTimeMs) {
      return true;
    }

    @Override
    public List<Token> history(List<Token> tokens) {
      return tokens;
    }

    @Override
    public boolean covers(HoldOut other) {
      return other instanceof Nothing;
    }

    @Override
    public Cut cut(MemberHistories histories) {
      return new Cut(Map.of(), Long.MAX_VALUE);
    }

    @Override
    public String toString() {
      return "none";
    }
  }

  /** {@link #LAST}. */
  record LastToken() implements HoldOut {
    private static final int TOKENS_MIN = 2;

    @Override
    public boolean reads(long eventTimeMs) {
      return true;
    }

    @Override
    public List<Token> history(List<Token> tokens) {
      return tokens.size() < TOKENS_MIN ? tokens : tokens.subList(0, tokens.size() - 1);
    }

    @Override
    public boolean covers(HoldOut other) {
      return !(other instanceof After);
    }

    @Override
    public Cut cut(MemberHistories histories) {
      Map<String, Token> heldOut = new HashMap<>();
      for (String memberId : histories.memberIds()) {
        List<Token> tokens = histories.tokens(memberId);
        if (tokens.size() >= TOKENS_MIN) {
          heldOut.put(memberId, tokens.get(tokens.size() - 1));
        }
      }
      return new Cut(heldOut, Long.MAX_VALUE);
    }

    @Override
    public String toString() {
      return "last";
    }
  }

  /**
   * {@link #after(Instant)}.
   *
   * @param from the first moment that is held out
   */
  record After(Instant from) implements HoldOut {
    private static final String PREFIX = "after:";

    @Override
    public boolean reads(long eventTimeMs) {
      return eventTimeMs < from.toEpochMilli();
    }

    @Override
    public List<Token> history(List<Token> tokens) {
      return tokens.stream().filter(token -> reads(token.startedMs())).toList();
    }

    @Override
    public boolean covers(HoldOut other) {
      return other instanceof Nothing || other instanceof After after && !from.isAfter(after.from);
    }

    @Override
    public Cut cut(MemberHistories histories) {
      return new Cut(Map.of(), from.toEpochMilli());
    }

    @Override
    public String toString() {
      return PREFIX + from;
    }
  }

  /**
   * Tells the events that a replay may see from those held out, so that replaying what is kept ends
   * in the history that training saw. Immutable, safe for any thread.
   */
  final class Cut {
    private final Map<String, Token> heldOut;
    private final long untilMs;

    private Cut(Map<String, Token> heldOut, long untilMs) {
      this.heldOut = heldOut;
      this.untilMs = untilMs;
    }

    /** The one held-out token of {@code memberId}; null: none, or held out is a time. */
    public Token token(String memberId) {
      return heldOut.get(memberId);
    }

    /** Members with a held-out token. */
    public int memberCount() {
      return heldOut.size();
    }

    /**
     * Whether an event is kept. From the start of the member's held-out token on, its title's
     * events and those without a title (null; the context is what it was when the member chose) are
     * not.
     */
    public boolean keeps(String memberId, long eventTimeMs, String titleId) {
      Token token = heldOut.get(memberId);
      return eventTimeMs < untilMs
          && (token == null
              || eventTimeMs < token.startedMs()
              || titleId != null && !titleId.equals(token.titleId()));
    }
  }
}
