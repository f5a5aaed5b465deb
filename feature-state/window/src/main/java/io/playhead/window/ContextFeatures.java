package io.playhead.window;

/**
 * What a page is made for, as {@value #COUNT} numbers for the model, with the buckets of {@link
 * TokenFeatures}. 0 is unknown in every one of them. Stateless, any thread.
 *
 * <pre>
 * 0 hour 25    1 weekday 8    2 device 64    3 country 256    4 language 128
 * </pre>
 */
public final class ContextFeatures {
  /** Features of a context. */
  public static final int COUNT = 5;

  /** How many values each feature has, 0 included; read only. */
  public static final int[] SIZES = {25, 8, 64, 256, 128};

  private ContextFeatures() {}

  /** Writes the {@value #COUNT} features of {@code c} to {@code out} from {@code offset}. */
  public static void write(RequestContext c, long[] out, int offset) {
    out[offset] = Buckets.hour(c.localHour());
    out[offset + 1] = Buckets.weekday(c.localWeekday());
    out[offset + 2] = Buckets.device(c.deviceType());
    out[offset + 3] = Buckets.country(c.country());
    out[offset + 4] = Buckets.language(c.locale());
  }

  /** The same for the moment {@code t} started: the question that {@code t} was the answer to. */
  public static void write(Token t, long[] out, int offset) {
    out[offset] = Buckets.hour(t.localHour());
    out[offset + 1] = Buckets.weekday(t.localWeekday());
    out[offset + 2] = Buckets.device(t.deviceType());
    out[offset + 3] = Buckets.country(t.country());
    out[offset + 4] = Buckets.language(t.locale());
  }
}
