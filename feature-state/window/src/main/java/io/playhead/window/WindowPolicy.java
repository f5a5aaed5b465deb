package io.playhead.window;

/**
 * The bounds of a member's window. All processes that read the same members must use the same ones.
 *
 * @param latenessMs an event may be less than this older than the member's newest; at least 0: then
 *     one of the same millisecond is too late
 * @param silenceMs how long nothing may be heard of an open token before it is closed; at least 1
 * @param tokensRetained closed tokens kept for each member; at least an exact window, and {@link
 *     AnchoredWindow#REACH_MAX} where lists shall be those of a member whose tokens are all kept
 * @param tailEventsMax events kept raw for reordering; with more of them within the lateness bound
 *     the oldest become final early, and what should have gone before them is too late; at least 1
 * @param segmentTokens tokens written together; a member keeps the number it started with; 1 to
 *     1024
 */
public record WindowPolicy(
    long latenessMs, long silenceMs, int tokensRetained, int tailEventsMax, int segmentTokens) {

  // Lateness 10 min: a phone that was in a tunnel. Silence 30 min: the usual bound of a web
  // session.
  // Retained: 4,096 tokens x 25 B = 100 KB a member at most. Tail: 256 events x 15 B = 4 KB at
  // most.
  // Segment: 32 tokens x 25 B = 800 B, rewritten with the head until it is full.
  /** The defaults: 10 min, 30 min, 4,096 tokens, 256 events, 32 tokens. */
  public static final WindowPolicy DEFAULT =
      new WindowPolicy(10 * 60_000L, 30 * 60_000L, 4096, 256, 32);

  /** Checks the bounds. */
  public WindowPolicy {
    require(latenessMs >= 0, "latenessMs", latenessMs, "at least 0");
    require(silenceMs >= 1, "silenceMs", silenceMs, "at least 1");
    require(
        tokensRetained >= AnchoredWindow.EXACT.lengthMax(),
        "tokensRetained",
        tokensRetained,
        "at least the exact window, " + AnchoredWindow.EXACT.lengthMax());
    require(tailEventsMax >= 1, "tailEventsMax", tailEventsMax, "at least 1");
    require(
        segmentTokens >= 1 && segmentTokens <= 1024,
        "segmentTokens",
        segmentTokens,
        "between 1 and 1024");
  }

  private static void require(boolean holds, String name, long value, String bound) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Window policy " + name + "=" + value + " must be " + bound + ".");
    }
  }
}
