package io.playhead.window;

/**
 * Which tokens the model sees exactly. The window starts at an anchor, a multiple of {@link
 * #STRIDE} in the member's absolute token count, so that it never depends on when a cache was
 * built: it grows to {@link #LENGTH_MAX} tokens, then starts again from the next anchor with {@link
 * #LENGTH_MIN} and the newest. Open and closed tokens count alike, so closing a token changes no
 * list. Training samples windows that start at anchors.
 */
public final class AnchoredWindow {
  /** Tokens between two anchors. */
  public static final int STRIDE = 64;

  /** Tokens before the newest one, right after the anchor moved. */
  public static final int LENGTH_MIN = 192;

  /** Positions the model is made for, the newest token included. */
  public static final int LENGTH_MAX = LENGTH_MIN + STRIDE;

  private AnchoredWindow() {}

  /**
   * Absolute index of the first token in the window of a member with {@code tokenCount} tokens, the
   * open one included: 0 up to 256 tokens, 64 from 257, 128 from 321 and so on.
   */
  public static long anchor(long tokenCount) {
    return tokenCount <= LENGTH_MAX ? 0 : (tokenCount - 1 - LENGTH_MIN) / STRIDE * STRIDE;
  }
}
