package io.playhead.window;

import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.RejectReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whole histories of many members, for training and evaluation: recorded events in the order of
 * their time, then of arrival, through the very {@link MemberWindow} that serves, every token
 * closed at the end and none dropped. Tokens are kept as bytes, about 25 each, and decoded when
 * asked for. Immutable once built, safe for any thread.
 */
public final class MemberHistories {
  private final Map<String, History> histories;
  private final Map<RejectReason, Long> rejected;
  private final WindowPolicy policy;
  private final long tokenCount;

  private MemberHistories(
      Map<String, History> histories, Map<RejectReason, Long> rejected, WindowPolicy policy) {
    this.histories = histories;
    this.rejected = rejected;
    this.policy = policy;
    long count = 0;
    for (History history : histories.values()) {
      count += history.tokenCount;
    }
    this.tokenCount = count;
  }

  /** Histories of recorded events under the default policy; see {@link Builder}. */
  public static MemberHistories of(
      Iterable<PlaybackEvent> playback,
      Iterable<DeviceEvent> device,
      Iterable<FeedbackEvent> feedback) {
    Builder builder = new Builder(WindowPolicy.DEFAULT);
    playback.forEach(builder::add);
    device.forEach(builder::add);
    feedback.forEach(builder::add);
    return builder.build();
  }

  /** The members with at least one accepted event, in the order of their ids. */
  public SortedSet<String> memberIds() {
    return new TreeSet<>(histories.keySet());
  }

  /** All tokens of {@code memberId}, oldest first, index 0 being its first ever; empty: none. */
  public List<Token> tokens(String memberId) {
    History history = histories.get(memberId);
    return history == null
        ? List.of()
        : MemberWindow.decode(history.head, policy).tokens(0, history.segments);
  }

  /** The context after the member's last event; null: the member is unknown. */
  public RequestContext context(String memberId) {
    History history = histories.get(memberId);
    return history == null ? null : MemberWindow.decode(history.head, policy).context();
  }

  /** Tokens of {@code memberId}. */
  public long tokenCount(String memberId) {
    History history = histories.get(memberId);
    return history == null ? 0 : history.tokenCount;
  }

  /** Tokens of all members. */
  public long tokenCount() {
    return tokenCount;
  }

  /** Events that could not be used, by reason. */
  public Map<RejectReason, Long> rejected() {
    return Collections.unmodifiableMap(rejected);
  }

  private record History(byte[] head, InMemorySegments segments, long tokenCount) {}

  /** Gathers events, about 100 bytes each, then folds them member by member. Used by one thread. */
  public static final class Builder {
    private final WindowPolicy policy;
    private final Map<String, List<MemberEvent>> events = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);

    /** The lateness, silence and segments of {@code policy}; all tokens are retained. */
    public Builder(WindowPolicy policy) {
      this.policy =
          new WindowPolicy(
              policy.latenessMs(),
              policy.silenceMs(),
              Integer.MAX_VALUE,
              policy.tailEventsMax(),
              policy.segmentTokens());
    }

    /** Adds a recorded event; one that cannot be used is counted. */
    public Builder add(PlaybackEvent e) {
      return add(() -> MemberEvents.from(e, Long.MAX_VALUE));
    }

    /** Adds a recorded event; one that cannot be used is counted. */
    public Builder add(DeviceEvent e) {
      return add(() -> MemberEvents.from(e, Long.MAX_VALUE));
    }

    /** Adds a recorded event; one that cannot be used is counted. */
    public Builder add(FeedbackEvent e) {
      return add(() -> MemberEvents.from(e, Long.MAX_VALUE));
    }

    /** Adds an event. */
    public Builder add(MemberEvent e) {
      events.computeIfAbsent(shared(e.memberId()), id -> new ArrayList<>(4)).add(shared(e));
      return this;
    }

    /** Folds all that was added; this builder is empty afterwards. */
    public MemberHistories build() {
      Map<String, History> histories = new TreeMap<>();
      events.forEach((memberId, of) -> fold(memberId, of, histories));
      events.clear();
      texts.clear();
      return new MemberHistories(histories, rejected, policy);
    }

    private void fold(String memberId, List<MemberEvent> of, Map<String, History> histories) {
      of.sort(Comparator.comparingLong(MemberEvent::eventTimeMs)); // stable: then by arrival
      MemberWindow window = MemberWindow.empty(policy);
      InMemorySegments segments = new InMemorySegments();
      for (MemberEvent e : of) {
        window.apply(e, segments);
      }
      of.clear();
      window.expire(Long.MAX_VALUE - 1, segments);
      histories.put(memberId, new History(window.encode(), segments, window.tokenCount()));
    }

    private Builder add(Reading reading) {
      try {
        return add(reading.read());
      } catch (RejectedEventException e) {
        rejected.merge(e.reason(), 1L, Long::sum);
        return this;
      }
    }

    private MemberEvent shared(MemberEvent e) {
      return new MemberEvent(
          e.action(),
          shared(e.memberId()),
          e.eventTimeMs(),
          e.sequence(),
          shared(e.titleId()),
          e.positionSeconds(),
          e.runtimeSeconds(),
          shared(e.deviceType()),
          shared(e.country()),
          shared(e.locale()),
          shared(e.timeZone()),
          shared(e.ageRatingMax()),
          shared(e.row()),
          e.rank());
    }

    private String shared(String text) {
      String first = text == null ? null : texts.putIfAbsent(text, text);
      return first == null ? text : first;
    }

    private interface Reading {
      MemberEvent read() throws RejectedEventException;
    }
  }
}
