package io.playhead.window;

import java.util.List;

/**
 * The fold from a member's events to tokens, one event after the other in the order of time. It
 * knows nothing of lateness: {@link MemberWindow} decides what is final, and folds what is not into
 * a copy. Used by one thread.
 *
 * <ul>
 *   <li>PLAY, PAUSE, RESUME, SEEK, STOP and COMPLETE on the open token's title merge into it; on
 *       another title they close it and open one of their own.
 *   <li>STOP and COMPLETE close. A PLAY of the same title after that opens a new token. A PAUSE or
 *       STOP of that title after that, before anything else plays and within the silence, is an
 *       echo and changes no token: players send COMPLETE and then STOP.
 *   <li>Any event later than the silence after the open token fell quiet (see {@link OpenToken})
 *       closes it first.
 *   <li>THUMBS_UP, THUMBS_DOWN, MY_LIST_ADD and NOT_INTERESTED set their bit in the open token of
 *       their title; on another title they make a closed token of their own, and the open one stays
 *       open, so it comes after.
 *   <li>IMPRESSION and MY_LIST_REMOVE make no token and change no context.
 *   <li>DEVICE changes the context only. Every event but the two above brings its device, country,
 *       locale, time zone and highest age rating into the context, where it has them; a token keeps
 *       what held when it started.
 * </ul>
 */
public final class Tokenizer {
  private final long silenceMs;
  private long contextMs; // 0: no event yet
  private String deviceType;
  private String country;
  private String locale;
  private String timeZone;
  private String ageRatingMax; // null: no limit
  private long lastEndedMs = -1; // newest moment of any token
  private String
      stoppedTitleId; // title of the newest playback token, where STOP or COMPLETE closed it
  private OpenToken open;

  /** A tokenizer at the start of a member's history. */
  public Tokenizer(WindowPolicy policy) {
    this.silenceMs = policy.silenceMs();
  }

  /** Folds {@code e}, which must not be an erasure, and adds the tokens that it closes. */
  public void accept(MemberEvent e, List<Token> closed) {
    if (open != null && e.eventTimeMs() - open.quietSinceMs() > silenceMs) {
      close(closed);
    }
    switch (e.action()) {
      case DEVICE -> updateContext(e);
      case PLAY, PAUSE, RESUME, SEEK, STOP, COMPLETE -> {
        updateContext(e);
        play(e, closed);
      }
      case THUMBS_UP, THUMBS_DOWN, MY_LIST_ADD, NOT_INTERESTED -> {
        updateContext(e);
        rate(e, closed);
      }
      case MY_LIST_REMOVE, IMPRESSION -> {}
      case ERASE -> throw new IllegalArgumentException("An erasure is no part of a history.");
    }
  }

  /** Closes the open token, if any, as nothing more is heard of it. */
  public void closeBySilence(List<Token> closed) {
    if (open != null) {
      close(closed);
    }
  }

  /** The open token as it is now; null: there is none. */
  public Token open() {
    return open == null ? null : open.token();
  }

  /** What a page would be made for now. */
  public RequestContext context() {
    int hourOfWeek = LocalTime.hourOfWeek(contextMs, timeZone);
    return new RequestContext(
        contextMs,
        deviceType,
        country,
        locale,
        LocalTime.hour(hourOfWeek),
        LocalTime.weekday(hourOfWeek),
        ageRatingMax);
  }

  /** As far as it matters for events to come, the newest so far: when, where and what. */
  MemberEvent newest() {
    return new MemberEvent(
        Action.DEVICE,
        "",
        contextMs,
        0,
        open == null ? stoppedTitleId : open.titleId(),
        Double.NaN,
        0,
        deviceType,
        country,
        locale,
        timeZone,
        ageRatingMax,
        null,
        -1);
  }

  boolean hasOpen() {
    return open != null;
  }

  /** When the open token fell or falls quiet; -1: there is none. */
  long quietSinceMs() {
    return open == null ? -1 : open.quietSinceMs();
  }

  private void play(MemberEvent e, List<Token> closed) {
    boolean ends = e.action() == Action.STOP || e.action() == Action.COMPLETE;
    if (open == null && (e.action() == Action.PAUSE || e.action() == Action.STOP) && isEcho(e)) {
      return;
    }
    if (open != null && open.titleId().equals(e.titleId())) {
      open.addPlayback(e);
    } else {
      closeBySilence(closed);
      stoppedTitleId = null;
      RequestContext start = context();
      open = new OpenToken(e, start, hourOfWeek(start), gapSeconds(e));
    }
    lastEndedMs = e.eventTimeMs();
    if (ends) {
      close(closed);
      stoppedTitleId = e.titleId();
    }
  }

  private void rate(MemberEvent e, List<Token> closed) {
    if (open != null && open.titleId().equals(e.titleId())) {
      open.addFeedback(e);
    } else {
      RequestContext start = context();
      closed.add(OpenToken.feedback(e, start, hourOfWeek(start), gapSeconds(e)));
    }
    lastEndedMs = e.eventTimeMs();
  }

  private boolean isEcho(MemberEvent e) {
    return e.titleId().equals(stoppedTitleId) && e.eventTimeMs() - lastEndedMs <= silenceMs;
  }

  private void close(List<Token> closed) {
    closed.add(open.token());
    open = null;
  }

  private long gapSeconds(MemberEvent e) {
    return lastEndedMs < 0 ? -1 : Math.max(0, e.eventTimeMs() - lastEndedMs) / 1000;
  }

  private static int hourOfWeek(RequestContext context) {
    return context.localHour() < 0 ? -1 : (context.localWeekday() - 1) * 24 + context.localHour();
  }

  private void updateContext(MemberEvent e) {
    contextMs = e.eventTimeMs();
    deviceType = e.deviceType() == null ? deviceType : e.deviceType();
    country = e.country() == null ? country : e.country();
    locale = e.locale() == null ? locale : e.locale();
    timeZone = e.timeZone() == null ? timeZone : e.timeZone();
    if (e.ageRatingMax() != null) {
      boolean ends = e.ageRatingMax().equals(MemberEvent.NO_AGE_LIMIT);
      ageRatingMax = ends ? null : e.ageRatingMax();
    }
  }

  Tokenizer copy(WindowPolicy policy) {
    Tokenizer copy = new Tokenizer(policy);
    copy.contextMs = contextMs;
    copy.deviceType = deviceType;
    copy.country = country;
    copy.locale = locale;
    copy.timeZone = timeZone;
    copy.ageRatingMax = ageRatingMax;
    copy.lastEndedMs = lastEndedMs;
    copy.stoppedTitleId = stoppedTitleId;
    copy.open = open == null ? null : open.copy();
    return copy;
  }

  /** The fields in the order of their declaration; the open token after a 1, or a 0. */
  void writeTo(BlockWriter out) {
    out.unsigned(contextMs);
    out.text(deviceType);
    out.text(country);
    out.text(locale);
    out.text(timeZone);
    out.text(ageRatingMax);
    out.unsigned(lastEndedMs + 1);
    out.text(stoppedTitleId);
    out.unsigned(open == null ? 0 : 1);
    if (open != null) {
      open.writeTo(out);
    }
  }

  static Tokenizer readFrom(BlockReader in, WindowPolicy policy) {
    Tokenizer tokenizer = new Tokenizer(policy);
    tokenizer.contextMs = in.unsigned();
    tokenizer.deviceType = in.text();
    tokenizer.country = in.text();
    tokenizer.locale = in.text();
    tokenizer.timeZone = in.text();
    tokenizer.ageRatingMax = in.version() < MemberWindow.AGE_RATINGS ? null : in.text();
    tokenizer.lastEndedMs = in.unsigned() - 1;
    tokenizer.stoppedTitleId = in.text();
    tokenizer.open = in.upTo(1) == 0 ? null : OpenToken.readFrom(in);
    return tokenizer;
  }
}
