package io.playhead.deploy.replay;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RejectedEvent;
import io.playhead.schemas.Topics;
import io.playhead.stream.ReplayJob;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** What can be said of a run's lists while they are read once: counts, and each member's last. */
final class ReplaySummary {
  private final EngineRun.Outcome outcome;
  private final Map<String, MemberLists> members = new HashMap<>();
  private long lists;
  private String modelId;
  private long madeAtMs;

  /** One member's. */
  private static final class MemberLists {
    private long firstRevision;
    private long lists;
    private Recommendation last;
  }

  ReplaySummary(EngineRun.Outcome outcome) {
    this.outcome = outcome;
  }

  /** The same lists, each of them counted on its way. */
  Iterator<Recommendation> tapped(Iterator<Recommendation> pages) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pages.hasNext();
      }

      @Override
      public Recommendation next() {
        Recommendation page = pages.next();
        add(page);
        return page;
      }
    };
  }

  private void add(Recommendation list) {
    lists++;
    if (list.getMadeAtMs() >= madeAtMs) {
      madeAtMs = list.getMadeAtMs();
      modelId = list.getModelId();
    }
    MemberLists member = members.computeIfAbsent(list.getMemberId(), id -> new MemberLists());
    if (member.last == null) {
      member.firstRevision = list.getRevision();
    }
    member.lists++;
    member.last = list;
  }

  /** Every member's last list. */
  Collection<Recommendation> last() {
    return members.values().stream().map(member -> member.last).toList();
  }

  /** Fails where no model was there to make any. */
  void requireLists() {
    if (lists == 0) {
      throw CommandFailure.badInput(
          "no list was made, as no model was in force: " + new TreeMap<>(rejections()));
    }
  }

  /** The figures of this run over {@code events}. */
  ReplayFigures.Run run(long events) {
    Map<String, Long> rejected = rejections();
    return new ReplayFigures.Run(
        modelId,
        tokenCount(),
        lists,
        members.size(),
        rejected.values().stream().mapToLong(Long::longValue).sum(),
        rejected,
        lost(),
        events / outcome.seconds(),
        outcome.seconds());
  }

  /** Revisions count accepted events, so a member's have no gaps where each had a list. */
  private long lost() {
    return members.values().stream()
        .mapToLong(m -> m.last.getRevision() - m.firstRevision + 1 - m.lists)
        .sum();
  }

  private long tokenCount() {
    long count = 0;
    try (ListFiles<InteractionToken> tokens = tokens(outcome)) {
      for (; tokens.hasNext(); tokens.next()) {
        count++;
      }
    }
    return count;
  }

  /** Closed tokens, member by member in no order. */
  static ListFiles<InteractionToken> tokens(EngineRun.Outcome outcome) {
    return ListFiles.in(
        outcome.topic(Topics.INTERACTION_TOKENS),
        InteractionToken.class,
        InteractionToken::getStartedMs);
  }

  private Map<String, Long> rejections() {
    Map<String, Long> byReason = new TreeMap<>();
    Path folder =
        outcome.folder().resolve(ReplayJob.REJECTED_FOLDER).resolve(Topics.REJECTED_EVENTS);
    try (ListFiles<RejectedEvent> rejections =
        ListFiles.in(folder, RejectedEvent.class, RejectedEvent::getRejectedAtMs)) {
      rejections.forEachRemaining(r -> byReason.merge(r.getReason(), 1L, Long::sum));
    }
    return byReason;
  }
}
