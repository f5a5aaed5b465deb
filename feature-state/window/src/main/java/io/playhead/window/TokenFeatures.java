package io.playhead.window;

/**
 * A token as {@value #COUNT} numbers for the model. 0 is unknown in every one of them. An open
 * token and the same token closed by silence have the same features. Stateless, any thread.
 *
 * <pre>
 * 0 outcome     8  first that holds: 1 NOT_INTERESTED, 2 THUMBS_DOWN, 3 THUMBS_UP, 4 COMPLETE,
 *                  5 MY_LIST_ADD, 6 STOP, 7 another action
 * 1 completion 12  1 + tenths of it, rounded down: 1 from 0, 2 from 0.1, ... 10 from 0.9, 11 at 1
 * 2 watched    16  1 under 10 s, then from 10 s, 30 s, 1 min, 2, 5, 10, 15, 20, 30, 45 min,
 *                  1 h, 1.5, 2, 3 h (15)
 * 3 gap        32  1 + floor(log2(seconds + 1)), 31 at most: 1 at 0 s, 2 from 1 s, 3 from 3 s,
 *                  4 from 7 s, ... 13 from 68 min, 18 from 36 h, 26 from 1.06 years
 * 4 hour       25  local hour + 1
 * 5 weekday     8  1 Monday to 7 Sunday
 * 6 device     64  1 phone, 2 tablet, 3 television, 4 computer, 5 console, 6 speaker, 7 car, others
 *                  hashed to 8 to 63
 * 7 country   256  hashed to 1 to 255
 * 8 language  128  of the locale, hashed to 1 to 127
 * </pre>
 */
public final class TokenFeatures {
  /** Features of a token. */
  public static final int COUNT = 9;

  /** How many values each feature has, 0 included; read only. */
  public static final int[] SIZES = {8, 12, 16, 32, 25, 8, 64, 256, 128};

  private static final long[] WATCHED_FROM_SECONDS = {
    10, 30, 60, 120, 300, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200, 10800
  };

  private static final Action[] OUTCOMES = {
    Action.NOT_INTERESTED,
    Action.THUMBS_DOWN,
    Action.THUMBS_UP,
    Action.COMPLETE,
    Action.MY_LIST_ADD,
    Action.STOP
  };

  private TokenFeatures() {}

  /** Writes the {@value #COUNT} features of {@code t} to {@code out} from {@code offset}. */
  public static void write(Token t, long[] out, int offset) {
    out[offset] = outcome(t);
    out[offset + 1] = completion(t.completion());
    out[offset + 2] =
        t.watchedSeconds() < 0 ? 0 : Buckets.between(t.watchedSeconds(), WATCHED_FROM_SECONDS);
    out[offset + 3] = gap(t.gapSeconds());
    out[offset + 4] = Buckets.hour(t.localHour());
    out[offset + 5] = Buckets.weekday(t.localWeekday());
    out[offset + 6] = Buckets.device(t.deviceType());
    out[offset + 7] = Buckets.country(t.country());
    out[offset + 8] = Buckets.language(t.locale());
  }

  /** The bucket of a completion, 0 to 11. */
  static int completion(float completion) {
    return completion < 0 ? 0 : 1 + (int) (completion * 10);
  }

  private static int outcome(Token t) {
    if (t.actions() == 0) {
      return 0;
    }
    int rank = 0;
    while (rank < OUTCOMES.length && !t.has(OUTCOMES[rank])) {
      rank++;
    }
    return rank + 1;
  }

  private static int gap(long seconds) {
    return seconds < 0 ? 0 : Math.min(31, 64 - Long.numberOfLeadingZeros(seconds + 1));
  }
}
