package io.playhead.stream;

import io.playhead.window.MemberWindow;

/**
 * One member on the heap: the window, newer than the one in state until its head is written, {@link
 * RecentRows}. However many of the member's events fall into one batch, it is one row, and the
 * newest state wins.
 */
final class MemberRow {
  /** No expiry timer is pending. */
  static final long NO_TIMER = Long.MAX_VALUE;

  final String memberId;
  final MemberWindow window;

  /** When this member's one expiry timer fires. */
  long timerAtMs;

  /** The newest record that the list will reflect; null: no list is wanted. */
  Stamp listFor;

  MemberRow(String memberId, MemberWindow window, long timerAtMs) {
    this.memberId = memberId;
    this.window = window;
    this.timerAtMs = timerAtMs;
  }
}
