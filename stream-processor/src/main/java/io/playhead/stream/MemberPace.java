package io.playhead.stream;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When a member may have a list again: five a second, and as many at once after a rest. Nobody
 * watches faster; but a thousand events a second of one member, most likely of a machine, would
 * otherwise be a list for every batch, with so many new tokens that its window is encoded anew each
 * time: half of a core. The generic cell rate algorithm (ITU-T I.371, virtual scheduling); it
 * remembers only who had a list in the last second. Used on the task's thread.
 */
final class MemberPace {
  static final long MS_A_LIST = 200;

  /** How far ahead of an even pace a member may be. */
  private static final long AHEAD_MS = 4 * MS_A_LIST;

  /** When each member's next list would come at an even pace; who had one last is last. */
  private final Map<String, Long> evenMs = new LinkedHashMap<>();

  /** From when on the member may have a list; often long ago. */
  long dueMs(String memberId) {
    Long even = evenMs.get(memberId);
    return even == null ? Long.MIN_VALUE : even - AHEAD_MS;
  }

  /**
   * The member has one. Some come before they are due, at a barrier, or in a backlog of more
   * members than can be held back: those are no debt, or a member would wait for minutes after a
   * backlog.
   */
  void listed(String memberId, long nowMs) {
    Long even = evenMs.remove(memberId);
    long next = (even == null ? nowMs : Math.max(even, nowMs)) + MS_A_LIST;
    evenMs.put(memberId, Math.min(next, nowMs + AHEAD_MS + MS_A_LIST));
    forgetRested(nowMs);
  }

  private void forgetRested(long nowMs) {
    Iterator<Long> oldestFirst = evenMs.values().iterator();
    while (oldestFirst.hasNext() && oldestFirst.next() <= nowMs) {
      oldestFirst.remove();
    }
  }
}
