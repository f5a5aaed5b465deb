package io.playhead.window;

/**
 * What bears on whether a begun title is gone on with now, as columns of a sparse 0/1 vector, for a
 * logistic model. Stateless, any thread.
 *
 * <pre>
 *   0            1, always
 *   1 ..  12     completion, see {@link TokenFeatures}
 *  13 ..  44     1 + floor(log2(seconds since its last event + 1)), 31 at most
 *  45 ..  52     the device now: 0 unknown, 1 to 6 as in {@link TokenFeatures}, 7 another
 *  53 ..  77     the hour now + 1, 0 unknown
 *  78 .. 173     device now x completion
 * 174            it is the newest token
 * 175            it was begun on the same kind of device
 * </pre>
 */
public final class ResumeFeatures {
  /** Columns there are. */
  public static final int COLUMNS = 176;

  private static final int COMPLETION = 1;
  private static final int AGE = 13;
  private static final int DEVICE = 45;
  private static final int DEVICES = 8;
  private static final int HOUR = 53;
  private static final int CROSSED = 78;
  private static final int NEWEST = 174;
  private static final int SAME_DEVICE = 175;
  private static final int COMPLETIONS = TokenFeatures.SIZES[1];
  private static final int AGES = 32;

  private ResumeFeatures() {}

  /**
   * The columns that are 1.
   *
   * @param begun the title's newest token
   * @param isNewest whether it is the newest token of all
   * @param now what the page is made for
   */
  public static int[] columns(Token begun, boolean isNewest, RequestContext now) {
    int completion = TokenFeatures.completion(begun.completion());
    int device = Math.min(DEVICES - 1, Buckets.device(now.deviceType()));
    long seconds = Math.max(0, now.eventTimeMs() - begun.endedMs()) / 1000;
    boolean isSame =
        device != 0 && Buckets.device(begun.deviceType()) == Buckets.device(now.deviceType());
    int[] columns = new int[6 + (isNewest ? 1 : 0) + (isSame ? 1 : 0)];
    columns[0] = 0;
    columns[1] = COMPLETION + completion;
    columns[2] = AGE + Math.min(AGES - 1, 64 - Long.numberOfLeadingZeros(seconds + 1));
    columns[3] = DEVICE + device;
    columns[4] = HOUR + Buckets.hour(now.localHour());
    columns[5] = CROSSED + device * COMPLETIONS + completion;
    if (isNewest) {
      columns[6] = NEWEST;
    }
    if (isSame) {
      columns[columns.length - 1] = SAME_DEVICE;
    }
    return columns;
  }
}
