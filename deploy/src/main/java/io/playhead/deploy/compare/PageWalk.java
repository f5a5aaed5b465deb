package io.playhead.deploy.compare;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.Recommendation;

/**
 * Goes through one model's pages once and holds each play against those it is asked about. Of each
 * member only the newest page is kept, 700 B at 150 titles: as a member's pages come in order, each
 * one tells which plays the one before it was the answer for. One thread.
 *
 * <p>The page <em>in force</em> for a play is the member's newest page that reflects an event
 * before it. The page of an <em>age</em> is the member's newest page for a {@link
 * EventColumns#momentMs moment} at least that long before the play's.
 */
final class PageWalk {
  private final RecordedPlays recorded;
  private final PlaysByMember byMember;
  private final long[] agesMs;
  private final FoundPlays found;
  private final PageCounts counts;
  private final CompactPage[] newest;
  private final int[][] next; // by age and member: place of the first play without its answer

  /**
   * Before any page.
   *
   * @param agesMs ages of lists asked about, milliseconds; the first is 0: the page in force
   */
  PageWalk(RecordedPlays recorded, PlaysByMember byMember, long[] agesMs) {
    this.recorded = recorded;
    this.byMember = byMember;
    this.agesMs = agesMs.clone();
    this.found = new FoundPlays(recorded.plays().count(), agesMs.length);
    this.counts = new PageCounts(recorded.titles());
    int memberCount = recorded.members().size();
    this.newest = new CompactPage[memberCount];
    this.next = new int[agesMs.length][memberCount];
    for (int[] places : next) {
      for (int member = 0; member < memberCount; member++) {
        places[member] = byMember.start(member);
      }
    }
  }

  /** Takes in the member's next page; one that is no newer than the last is counted and dropped. */
  void accept(Recommendation page, boolean hasTimings) {
    int member = recorded.members().find(page.getMemberId());
    int event = event(page, member);
    CompactPage before = newest[member];
    if (before != null && page.getRevision() <= before.revision()) {
      counts.drop();
      return;
    }
    CompactPage compact = CompactPage.of(page, event, recorded.titles(), counts.rowNames());
    long momentMs = recorded.events().momentMs(event);
    settle(member, event, momentMs);
    newest[member] = compact;
    counts.add(page.getModelId(), compact, before, momentMs);
    if (hasTimings) {
      counts.addTimings(page.getTimings());
    }
  }

  private int event(Recommendation page, int member) {
    long event = page.getReflects().getOffset();
    if (member == Ordinals.NONE || recorded.events().member(event) != member) {
      throw CommandFailure.badInput(
          "page "
              + page.getRevision()
              + " of a member reflects event "
              + event
              + ", which is none of that member's in the recording: these lists were made from"
              + " another recording or another part of it. Replay this one.");
    }
    return (int) event;
  }

  /** What was found, once there are no more pages. */
  FoundPlays end() {
    for (int member = 0; member < newest.length; member++) {
      settle(member, Integer.MAX_VALUE, Long.MAX_VALUE);
    }
    return found;
  }

  /** What was counted on the way. */
  PageCounts counts() {
    return counts;
  }

  /** Answers the plays that a page for that event and moment comes too late for. */
  private void settle(int member, int event, long momentMs) {
    for (int age = 0; age < agesMs.length; age++) {
      int place = next[age][member];
      while (place < byMember.end(member)
          && isTooLate(age, byMember.play(place), event, momentMs)) {
        answer(age, byMember.play(place), newest[member]);
        place++;
      }
      next[age][member] = place;
    }
  }

  private boolean isTooLate(int age, int play, int event, long momentMs) {
    return age == 0
        ? event >= recorded.plays().event(play)
        : momentMs > recorded.momentMs(play) - agesMs[age];
  }

  private void answer(int age, int play, CompactPage page) {
    if (page != null) {
      found.set(age, play, recorded.plays().title(play), page);
    }
  }
}
