package io.playhead.window;

import java.util.Comparator;

/**
 * The order in which a member's events are folded, whatever order they arrive in: event time,
 * sequence, then content, so that events which compare equal are the same event. The member id is
 * left out: all events of a window are of one member.
 */
final class EventOrder implements Comparator<MemberEvent> {
  static final EventOrder INSTANCE = new EventOrder();

  private EventOrder() {}

  @Override
  public int compare(MemberEvent a, MemberEvent b) {
    int order = Long.compare(a.eventTimeMs(), b.eventTimeMs());
    if (order == 0) {
      order = Long.compare(a.sequence(), b.sequence());
    }
    return order != 0 ? order : compareContent(a, b);
  }

  private static int compareContent(MemberEvent a, MemberEvent b) {
    int order = a.action().compareTo(b.action());
    order = order != 0 ? order : compareTexts(a.titleId(), b.titleId());
    order = order != 0 ? order : Double.compare(a.positionSeconds(), b.positionSeconds());
    order = order != 0 ? order : Integer.compare(a.runtimeSeconds(), b.runtimeSeconds());
    order = order != 0 ? order : compareTexts(a.deviceType(), b.deviceType());
    order = order != 0 ? order : compareTexts(a.country(), b.country());
    order = order != 0 ? order : compareTexts(a.locale(), b.locale());
    order = order != 0 ? order : compareTexts(a.timeZone(), b.timeZone());
    order = order != 0 ? order : compareTexts(a.ageRatingMax(), b.ageRatingMax());
    order = order != 0 ? order : compareTexts(a.row(), b.row());
    return order != 0 ? order : Integer.compare(a.rank(), b.rank());
  }

  private static int compareTexts(String a, String b) {
    if (a == null || b == null) {
      return a == b ? 0 : a == null ? -1 : 1;
    }
    return a.compareTo(b);
  }
}
