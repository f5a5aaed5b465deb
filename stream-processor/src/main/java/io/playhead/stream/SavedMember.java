package io.playhead.stream;

/**
 * What a checkpoint or savepoint holds under one member's id; a value.
 *
 * @param memberId the member
 * @param erasedAtMs when the member last asked to be forgotten, milliseconds since 1970-01-01 UTC;
 *     -1: never
 * @param tokens tokens that can be read, an open one included
 * @param segments segments of tokens that are there
 * @param segmentsNamed segments that the head knows of; others belong to nobody
 * @param waits whether the member waits for a list
 * @param timers timers that would wake the member
 */
public record SavedMember(
    String memberId,
    long erasedAtMs,
    long tokens,
    long segments,
    long segmentsNamed,
    boolean waits,
    long timers) {

  /** Whether nothing but the marker is there, which keeps late events out. */
  public boolean isMarker() {
    return erasedAtMs >= 0 && tokens == 0 && segments == 0 && !waits && timers == 0;
  }

  /**
   * Whether anything is there from before an erasure. After one the head takes no older event, so
   * all that it names is newer; what it does not name has been left behind.
   *
   * @param requestedAtMs when it was asked for, milliseconds since 1970-01-01 UTC
   */
  public boolean holdsFromBefore(long requestedAtMs) {
    return erasedAtMs < requestedAtMs || segments != segmentsNamed || (tokens == 0 && timers > 0);
  }

  /** What is there, for a person. */
  public String summary() {
    return String.format(
        "%d tokens, %d segments, %d timers%s%s",
        tokens,
        segments,
        timers,
        waits ? ", waits for a list" : "",
        erasedAtMs < 0 ? ", no marker of an erasure" : "");
  }
}
