package io.playhead.window;

/**
 * The token a member is still at: adds up the playback events of one sitting with one title. Owned
 * by a {@link Tokenizer}, which decides when it is closed; its token has the same fields before and
 * after.
 *
 * <p><b>Watched time</b> is wall-clock time while the title plays. It plays from a PLAY or RESUME
 * to the next PAUSE, STOP or COMPLETE on the title; a SEEK goes on playing. Between a PLAY or
 * RESUME and another PLAY or RESUME (a pause was lost, or the player reports progress) it is the
 * progress of the position where both positions are known, if that is less. Time after the last
 * event is never guessed, so a sitting of which only its start is known has unknown watched time
 * (-1). It is at most the runtime where that is known.
 *
 * <p><b>Completion</b> is 1 after a COMPLETE, else the furthest position over the runtime, in
 * thousandths, and only 1 where the end was reached; unknown (-1) without a position or a runtime.
 *
 * <p><b>Quiet</b> is a token from its last event on; while it plays a title of known runtime, from
 * the moment the title would end, so that a film watched in one go is one token. Playing alone
 * keeps a token from being quiet for 12 hours at most.
 */
final class OpenToken {
  private static final long PLAYING_ALONE_MAX_MS = 12 * 3_600_000L;

  private long startedMs;
  private String deviceType;
  private String country;
  private String locale;
  private int hourOfWeek;
  private long gapSeconds;
  private String titleId;
  private String row;
  private int rank;
  private long endedMs;
  private long watchedMs;
  private double furthestSeconds;
  private int runtimeSeconds;
  private int pauseCount;
  private int seekCount;
  private int actions;
  private long playingSinceMs;
  private double playingFromSeconds;

  private OpenToken() {}

  OpenToken(MemberEvent first, RequestContext place, int hourOfWeek, long gapSeconds) {
    this.startedMs = first.eventTimeMs();
    this.deviceType = place.deviceType();
    this.country = place.country();
    this.locale = place.locale();
    this.hourOfWeek = hourOfWeek;
    this.gapSeconds = gapSeconds;
    this.titleId = first.titleId();
    this.row = first.row();
    this.rank = first.rank();
    this.watchedMs = -1;
    this.furthestSeconds = Double.NaN;
    this.playingSinceMs = -1;
    this.playingFromSeconds = Double.NaN;
    addPlayback(first);
  }

  /** A token for an action that plays nothing, such as a thumbs up. */
  static Token feedback(MemberEvent e, RequestContext place, int hourOfWeek, long gapSeconds) {
    return new Token(
        e.eventTimeMs(),
        place.deviceType(),
        place.country(),
        place.locale(),
        LocalTime.hour(hourOfWeek),
        LocalTime.weekday(hourOfWeek),
        gapSeconds,
        e.titleId(),
        e.eventTimeMs(),
        0,
        -1f,
        0,
        0,
        e.action().bit(),
        e.row(),
        e.rank());
  }

  String titleId() {
    return titleId;
  }

  long quietSinceMs() {
    if (playingSinceMs < 0 || runtimeSeconds == 0) {
      return endedMs;
    }
    double played = Double.isNaN(playingFromSeconds) ? watchedMs / 1000.0 : playingFromSeconds;
    double restMs = Math.max(0, runtimeSeconds - Math.max(0, played)) * 1000;
    return Math.max(endedMs, playingSinceMs + Math.min((long) restMs, PLAYING_ALONE_MAX_MS));
  }

  void addFeedback(MemberEvent e) {
    endedMs = e.eventTimeMs();
    actions |= e.action().bit();
  }

  void addPlayback(MemberEvent e) {
    Action action = e.action();
    boolean starts = action == Action.PLAY || action == Action.RESUME;
    boolean wasPlaying = playingSinceMs >= 0;
    if (wasPlaying) {
      watchedMs = Math.max(0, watchedMs) + playedMs(e, starts);
    }
    boolean plays = starts || action == Action.SEEK && wasPlaying;
    playingSinceMs = plays ? e.eventTimeMs() : -1;
    playingFromSeconds = plays ? e.positionSeconds() : Double.NaN;

    endedMs = e.eventTimeMs();
    actions |= action.bit();
    pauseCount += action == Action.PAUSE ? 1 : 0;
    seekCount += action == Action.SEEK ? 1 : 0;
    runtimeSeconds = e.runtimeSeconds() > 0 ? e.runtimeSeconds() : runtimeSeconds;
    if (!(e.positionSeconds() <= furthestSeconds) && !Double.isNaN(e.positionSeconds())) {
      furthestSeconds = e.positionSeconds();
    }
  }

  private long playedMs(MemberEvent e, boolean startsAgain) {
    long wallMs = e.eventTimeMs() - playingSinceMs;
    double progressSeconds = e.positionSeconds() - playingFromSeconds; // NaN: unknown
    return startsAgain && !Double.isNaN(progressSeconds)
        ? Math.min(wallMs, (long) (Math.max(0, progressSeconds) * 1000))
        : wallMs;
  }

  Token token() {
    return new Token(
        startedMs,
        deviceType,
        country,
        locale,
        LocalTime.hour(hourOfWeek),
        LocalTime.weekday(hourOfWeek),
        gapSeconds,
        titleId,
        endedMs,
        watchedSeconds(),
        completion(),
        pauseCount,
        seekCount,
        actions,
        row,
        rank);
  }

  private int watchedSeconds() {
    if (watchedMs < 0) {
      return -1;
    }
    long secondsMax = runtimeSeconds > 0 ? runtimeSeconds : Integer.MAX_VALUE - 1;
    return (int) Math.min(watchedMs / 1000, secondsMax);
  }

  private float completion() {
    if ((actions & Action.COMPLETE.bit()) != 0) {
      return 1;
    }
    if (Double.isNaN(furthestSeconds) || runtimeSeconds == 0) {
      return -1;
    }
    if (furthestSeconds >= runtimeSeconds) {
      return 1;
    }
    return Math.min(999, Math.round(furthestSeconds / runtimeSeconds * 1000)) / 1000f;
  }

  OpenToken copy() {
    OpenToken copy = new OpenToken();
    copy.startedMs = startedMs;
    copy.deviceType = deviceType;
    copy.country = country;
    copy.locale = locale;
    copy.hourOfWeek = hourOfWeek;
    copy.gapSeconds = gapSeconds;
    copy.titleId = titleId;
    copy.row = row;
    copy.rank = rank;
    copy.endedMs = endedMs;
    copy.watchedMs = watchedMs;
    copy.furthestSeconds = furthestSeconds;
    copy.runtimeSeconds = runtimeSeconds;
    copy.pauseCount = pauseCount;
    copy.seekCount = seekCount;
    copy.actions = actions;
    copy.playingSinceMs = playingSinceMs;
    copy.playingFromSeconds = playingFromSeconds;
    return copy;
  }

  /** The fields in the order of their declaration; counts from -1 are written plus one. */
  void writeTo(BlockWriter out) {
    out.unsigned(startedMs);
    out.text(deviceType);
    out.text(country);
    out.text(locale);
    out.unsigned(hourOfWeek + 1);
    out.unsigned(gapSeconds + 1);
    out.text(titleId);
    out.text(row);
    out.unsigned(rank + 1L);
    out.unsigned(endedMs - startedMs);
    out.unsigned(watchedMs + 1);
    out.number(furthestSeconds);
    out.unsigned(runtimeSeconds);
    out.unsigned(pauseCount);
    out.unsigned(seekCount);
    out.unsigned(actions);
    out.unsigned(playingSinceMs < 0 ? 0 : playingSinceMs - startedMs + 1);
    out.number(playingFromSeconds);
  }

  static OpenToken readFrom(BlockReader in) {
    OpenToken open = new OpenToken();
    open.startedMs = in.unsigned();
    open.deviceType = in.text();
    open.country = in.text();
    open.locale = in.text();
    open.hourOfWeek = in.upTo(7 * 24) - 1;
    open.gapSeconds = in.unsigned() - 1;
    open.titleId = in.someText();
    open.row = in.text();
    open.rank = (int) (in.unsigned() - 1);
    open.endedMs = open.startedMs + in.unsigned();
    open.watchedMs = in.unsigned() - 1;
    open.furthestSeconds = in.number();
    open.runtimeSeconds = in.upTo(Integer.MAX_VALUE);
    open.pauseCount = in.upTo(Integer.MAX_VALUE);
    open.seekCount = in.upTo(Integer.MAX_VALUE);
    open.actions = in.upTo(Integer.MAX_VALUE);
    long playing = in.unsigned();
    open.playingSinceMs = playing == 0 ? -1 : open.startedMs + playing - 1;
    open.playingFromSeconds = in.number();
    return open;
  }
}
