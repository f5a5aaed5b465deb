package io.playhead.deploy.forget;

/**
 * What one topic holds of one member, gathered record by record, each partition's in order. One
 * thread.
 */
final class Trace {
  private final long erasedAtMs;
  private long values;
  private long valuesSinceNull;
  private long nullAtMs = Long.MIN_VALUE;
  private long oldestMs = Long.MAX_VALUE;
  private long oldestSinceNullMs = Long.MAX_VALUE;
  private long newestMs = Long.MIN_VALUE;
  private long newestBeforeMs = Long.MIN_VALUE;

  /**
   * @param erasedAtMs when the member was to be forgotten; {@link Long#MAX_VALUE}: nobody asked
   */
  Trace(long erasedAtMs) {
    this.erasedAtMs = erasedAtMs;
  }

  /**
   * One more record.
   *
   * @param isNull whether it says that nothing is known of the member any more
   * @param timeMs its time, milliseconds since 1970-01-01 UTC
   */
  void add(boolean isNull, long timeMs) {
    if (isNull) {
      nullAtMs = timeMs;
      valuesSinceNull = 0;
      oldestSinceNullMs = Long.MAX_VALUE;
      return;
    }
    values++;
    valuesSinceNull++;
    oldestMs = Math.min(oldestMs, timeMs);
    oldestSinceNullMs = Math.min(oldestSinceNullMs, timeMs);
    newestMs = Math.max(newestMs, timeMs);
    if (timeMs <= erasedAtMs) {
      newestBeforeMs = Math.max(newestBeforeMs, timeMs);
    }
  }

  long values() {
    return values;
  }

  /** Values that a null was written over. */
  long covered() {
    return values - valuesSinceNull;
  }

  /** Whether a value is there that no null of this erasure was written over. */
  boolean hasOld() {
    return valuesSinceNull > 0 && nullAtMs < erasedAtMs && oldestSinceNullMs <= erasedAtMs;
  }

  /** When the last null was written; meaningless without one. */
  long nullAtMs() {
    return nullAtMs;
  }

  /** Time of the oldest value; meaningless without one. */
  long oldestMs() {
    return oldestMs;
  }

  /** Time of the newest value; meaningless without one. */
  long newestMs() {
    return newestMs;
  }

  /** Time of the newest value from before the erasure; {@link Long#MIN_VALUE}: none is. */
  long newestBeforeMs() {
    return newestBeforeMs;
  }
}
