package io.playhead.deploy.replay;

import io.playhead.schemas.Recommendation;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What can be said of a run's lists while they are read once: counts, and each member's last. */
final class ReplaySummary {
  private final Map<String, MemberLists> members = new HashMap<>();
  private long lists;

  /** One member's. */
  private static final class MemberLists {
    private long firstRevision;
    private long lists;
    private Recommendation last;
  }

  /** The member's next list. */
  void add(Recommendation list) {
    lists++;
    MemberLists member = members.computeIfAbsent(list.getMemberId(), id -> new MemberLists());
    if (member.last == null) {
      member.firstRevision = list.getRevision();
    }
    member.lists++;
    member.last = list;
  }

  long lists() {
    return lists;
  }

  int members() {
    return members.size();
  }

  /** Every member's last list. */
  Collection<Recommendation> last() {
    return members.values().stream().map(member -> member.last).toList();
  }

  /**
   * Accepted events that no list reflects: revisions count accepted events, so a member's have no
   * gaps where each had a list.
   */
  long lost() {
    return members.values().stream()
        .mapToLong(m -> m.last.getRevision() - m.firstRevision + 1 - m.lists)
        .sum();
  }
}
