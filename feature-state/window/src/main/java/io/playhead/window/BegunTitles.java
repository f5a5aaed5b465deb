package io.playhead.window;

/**
 * Which titles a member began and did not finish. Of several tokens of one title the newest speaks
 * for it. Stateless, any thread.
 */
public final class BegunTitles {
  /** Newest tokens that are looked at. */
  public static final int RECENT_TOKENS = 20;

  /** Least completion that counts as begun. */
  public static final float FROM = .05f;

  /** Completion from which a title counts as finished. */
  public static final float BELOW = .95f;

  private BegunTitles() {}

  /** Whether the token leaves its title begun, by the usual bounds. */
  public static boolean isBegun(Token token) {
    return isBegun(token, FROM, BELOW);
  }

  /**
   * Whether the token leaves its title begun: neither hardly touched, nor finished, nor refused.
   */
  public static boolean isBegun(Token token, float from, float below) {
    return token.completion() >= from
        && token.completion() < below
        && !token.has(Action.COMPLETE)
        && !token.has(Action.NOT_INTERESTED);
  }
}
