package io.playhead.window;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which part of each member's history training must not see, so that evaluation can ask for it. */
public enum HoldOut {
  /** Nothing is held out. */
  NONE,
  /** The last token of every member that has at least two. */
  LAST;

  private static final int TOKENS_MIN = 2;

  /** What training sees of {@code tokens}. */
  public List<Token> history(List<Token> tokens) {
    return heldOut(tokens) == null ? tokens : tokens.subList(0, tokens.size() - 1);
  }

  /** The token of {@code tokens} that evaluation asks for; null: none. */
  public Token heldOut(List<Token> tokens) {
    return this == NONE || tokens.size() < TOKENS_MIN ? null : tokens.get(tokens.size() - 1);
  }

  /** The cut through the events of all members of {@code histories}. */
  public Cut cut(MemberHistories histories) {
    Map<String, Token> heldOut = new HashMap<>();
    for (String memberId : histories.memberIds()) {
      Token token = heldOut(histories.tokens(memberId));
      if (token != null) {
        heldOut.put(memberId, token);
      }
    }
    return new Cut(heldOut);
  }

  /**
   * Tells the events that a replay may see from those of the held-out tokens, so that replaying
   * what is kept ends in the history that training saw. Immutable, safe for any thread.
   */
  public static final class Cut {
    private final Map<String, Token> heldOut;

    private Cut(Map<String, Token> heldOut) {
      this.heldOut = heldOut;
    }

    /** The held-out token of {@code memberId}; null: none. */
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
      return token == null
          || eventTimeMs < token.startedMs()
          || titleId != null && !titleId.equals(token.titleId());
    }
  }
}
