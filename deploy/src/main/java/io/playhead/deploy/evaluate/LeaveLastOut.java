package io.playhead.deploy.evaluate;

import io.playhead.deploy.local.RecordedEvent;
import io.playhead.deploy.local.RecordedEvents;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.HoldOut;
import io.playhead.window.MemberHistories;
import io.playhead.window.Token;
import io.playhead.window.WindowPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The protocol: of each member with two tokens or more the last is the question's answer, and what
 * replay with {@code --hold-out last} feeds of the rest is given, through the window classes that
 * serve. Ranked are all titles of the recording's tokens less those of the member's own history.
 * Immutable.
 */
final class LeaveLastOut {
  private final MemberHistories given;
  private final List<TestCase> cases;
  private final Set<String> candidates;

  private LeaveLastOut(MemberHistories given, List<TestCase> cases, Set<String> candidates) {
    this.given = given;
    this.cases = List.copyOf(cases);
    this.candidates = candidates;
  }

  /** Reads the recording twice. */
  static LeaveLastOut of(Recording recording) {
    MemberHistories whole = histories(recording, event -> true);
    HoldOut.Cut cut = HoldOut.LAST.cut(whole);
    MemberHistories given =
        histories(recording, e -> cut.keeps(e.memberId(), e.eventTimeMs(), e.titleId()));
    Map<String, String> shared = new HashMap<>();
    Set<String> candidates = new TreeSet<>();
    List<TestCase> cases = new ArrayList<>();
    for (String memberId : whole.memberIds()) {
      for (Token token : whole.tokens(memberId)) {
        candidates.add(token.titleId());
      }
      List<String> history = new ArrayList<>();
      for (Token token : given.tokens(memberId)) {
        history.add(shared.computeIfAbsent(token.titleId(), id -> id));
      }
      Token answer = cut.token(memberId);
      if (answer != null && !history.isEmpty()) {
        cases.add(new TestCase(memberId, List.copyOf(history), answer.titleId()));
      }
    }
    return new LeaveLastOut(given, cases, candidates);
  }

  /** The questions, in order of member id. */
  List<TestCase> cases() {
    return cases;
  }

  /** Titles that are ranked. */
  Set<String> candidates() {
    return candidates;
  }

  /** The windows before the answers: tokens and the context after the last event given. */
  MemberHistories given() {
    return given;
  }

  private static MemberHistories histories(Recording recording, Predicate<RecordedEvent> kept) {
    MemberHistories.Builder builder = new MemberHistories.Builder(WindowPolicy.DEFAULT);
    try (RecordedEvents events = new RecordedEvents(recording)) {
      while (events.hasNext()) {
        RecordedEvent event = events.next();
        if (kept.test(event)) {
          add(event, builder);
        }
      }
    }
    return builder.build();
  }

  private static void add(RecordedEvent event, MemberHistories.Builder builder) {
    if (event.record() instanceof PlaybackEvent playback) {
      builder.add(playback);
    } else if (event.record() instanceof FeedbackEvent feedback) {
      builder.add(feedback);
    } else {
      builder.add((DeviceEvent) event.record());
    }
  }
}
