package io.playhead.window;

/**
 * Which tokens a model sees, and how. The newest are seen exactly, in a window that starts at an
 * anchor, a multiple of {@code stride} in the member's absolute token count, so that it never
 * depends on when a cache was built: it grows to {@code lengthMax} tokens, then starts again from
 * the next anchor. Older ones are seen through summaries: each of the {@code blocks} blocks of
 * {@code stride} tokens before the anchor stands there as {@code summaries} entries, made of that
 * block alone. Open and closed tokens count alike, so closing a token changes no list. Training
 * samples windows that start at anchors.
 *
 * <pre>
 *   tokens   0 . . . 64 . . . 128 . . . 192 . . . . . . . . . . . . . . 400
 *            [ block ][ block ][ block  ][ exact window, up to 256      ]
 *              s s      s s      s s      keys and values of each token
 * </pre>
 *
 * @param lengthMax tokens of the longest exact window, the newest included; a multiple of stride
 * @param stride tokens between two anchors, and of a block
 * @param blocks blocks before the anchor that are summarised; 0: none
 * @param summaries entries that a block becomes; 0 where there are no blocks
 */
public record AnchoredWindow(int lengthMax, int stride, int blocks, int summaries) {
  /** Tokens that any model may look back at; as many are kept of each member at least. */
  public static final int REACH_MAX = 1024;

  /** The exact window alone: 256 tokens, an anchor every 64. */
  public static final AnchoredWindow EXACT = new AnchoredWindow(256, 64, 0, 0);

  /** 256 tokens exactly, and 768 older ones as two summaries for every 64. */
  public static final AnchoredWindow DEFAULT = new AnchoredWindow(256, 64, 12, 2);

  /** Checks the sizes. */
  public AnchoredWindow {
    require(stride >= 1, "stride", stride, "at least 1");
    require(
        lengthMax > stride && lengthMax % stride == 0,
        "lengthMax",
        lengthMax,
        "a multiple of stride=" + stride + " and more than it");
    require(
        blocks >= 0 && (long) blocks * stride + lengthMax <= REACH_MAX,
        "blocks",
        blocks,
        "such that lengthMax + blocks x stride is at most " + REACH_MAX);
    require(
        summaries >= 0 && summaries <= stride && summaries > 0 == blocks > 0,
        "summaries",
        summaries,
        "1 to stride=" + stride + " for blocks=" + blocks + ", 0 where there are none");
  }

  /**
   * Absolute index of the first token in the exact window of a member with {@code tokenCount}
   * tokens, the open one included. By default 0 up to 256 tokens, 64 from 257, 128 from 321 and so
   * on.
   */
  public long anchor(long tokenCount) {
    return tokenCount <= lengthMax ? 0 : (tokenCount - 1 - lengthMax + stride) / stride * stride;
  }

  /** Blocks before {@code anchor} that are summarised, of tokens retained from an index on. */
  public int blocksBefore(long anchor, long firstRetained) {
    long retained = (anchor - firstRetained) / stride;
    return (int) Math.max(0, Math.min(blocks, retained));
  }

  /** Entries of all summaries together, at most. */
  public int summariesMax() {
    return blocks * summaries;
  }

  /** Entries that a query can look at: summaries and exact tokens, itself included. */
  public int entriesMax() {
    return summariesMax() + lengthMax;
  }

  private static void require(boolean holds, String name, int value, String bound) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Window " + name + "=" + value + " must be " + bound + ".");
    }
  }
}
