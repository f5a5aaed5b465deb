package io.playhead.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.RejectReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Law 7, the window's part: a history for training is what serving made of the same events. */
class TrainingIsServingTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final List<PlaybackEvent> playback = new ArrayList<>();
  private final List<DeviceEvent> device = new ArrayList<>();
  private final List<FeedbackEvent> feedback = new ArrayList<>();
  private final List<MemberEvent> live = new ArrayList<>();

  @Test
  void historiesAreWhatServingOneEventAtATimeGives() {
    System.out.println("historiesAreWhatServing seed " + seed);
    for (int member = 0; member < 30; member++) {
      record("member-" + member, EventStream.random(random, 100, 5, 200_000));
    }

    MemberHistories histories = MemberHistories.of(playback, device, feedback);

    assertThat(histories.memberIds()).hasSize(30);
    assertThat(histories.rejected()).isEmpty();
    long count = 0;
    for (String memberId : histories.memberIds()) {
      List<MemberEvent> of = live.stream().filter(e -> e.memberId().equals(memberId)).toList();
      List<Token> served =
          serve(EventStream.arrivals(random, of, WindowPolicy.DEFAULT.latenessMs()));
      assertThat(histories.tokens(memberId)).as("seed %d", seed).isEqualTo(served);
      assertThat(histories.tokenCount(memberId)).isEqualTo(served.size());
      count += served.size();
    }
    assertThat(histories.tokenCount()).isEqualTo(count);
  }

  @Test
  void whatTheHoldOutKeepsEndsInTheHistoryThatTrainingSaw() {
    System.out.println("whatTheHoldOutKeeps seed " + seed);
    for (int member = 0; member < 30; member++) {
      record("member-" + member, TypicalMember.events(random, 1 + random.nextInt(6)));
    }
    MemberHistories whole = MemberHistories.of(playback, device, feedback);
    HoldOut.Cut cut = HoldOut.LAST.cut(whole);

    playback.removeIf(e -> !cut.keeps(e.getMemberId(), e.getEventTimeMs(), e.getTitleId()));
    MemberHistories kept = MemberHistories.of(playback, device, feedback);

    for (String memberId : whole.memberIds()) {
      List<Token> tokens = whole.tokens(memberId);
      assertThat(kept.tokens(memberId)).isEqualTo(HoldOut.LAST.history(tokens));
      assertThat(cut.token(memberId))
          .isEqualTo(tokens.size() < 2 ? null : tokens.get(tokens.size() - 1));
    }
    assertThat(HoldOut.NONE.cut(whole).memberCount()).isZero();
  }

  @Test
  void whatIsKeptBeforeATimeEndsInTheHistoryThatTrainingSaw() {
    System.out.println("whatIsKeptBeforeATime seed " + seed);
    for (int member = 0; member < 30; member++) {
      record("member-" + member, TypicalMember.events(random, 1 + random.nextInt(6)));
    }
    long middle = live.get(random.nextInt(live.size())).eventTimeMs();
    HoldOut holdOut = HoldOut.after(Instant.ofEpochMilli(middle));
    MemberHistories whole = MemberHistories.of(playback, device, feedback);
    HoldOut.Cut cut = holdOut.cut(whole);

    playback.removeIf(e -> !cut.keeps(e.getMemberId(), e.getEventTimeMs(), e.getTitleId()));
    device.removeIf(e -> !cut.keeps(e.getMemberId(), e.getEventTimeMs(), null));
    feedback.removeIf(e -> !cut.keeps(e.getMemberId(), e.getEventTimeMs(), e.getTitleId()));
    MemberHistories kept = MemberHistories.of(playback, device, feedback);

    for (String memberId : whole.memberIds()) {
      List<Token> seen = holdOut.history(whole.tokens(memberId));
      List<Token> tokens = kept.tokens(memberId);
      assertThat(tokens).as("seed %d", seed).hasSameSizeAs(seen);
      for (int i = 0; i < tokens.size(); i++) {
        // A sitting that the moment cuts in two has begun, and its outcome is not known.
        assertThat(tokens.get(i).startedMs()).isEqualTo(seen.get(i).startedMs());
        if (seen.get(i).endedMs() < middle) {
          assertThat(tokens.get(i)).isEqualTo(seen.get(i));
        }
        assertThat(tokens.get(i).endedMs()).isLessThan(middle);
      }
    }
  }

  @Test
  void theHoldOutKeepsOtherTitlesButNoLaterContext() {
    record("m", EventText.events("0 PLAY A; 9 STOP A; 100 PLAY B; 110 MY_LIST_ADD C; 120 STOP B"));
    HoldOut.Cut cut = HoldOut.LAST.cut(MemberHistories.of(playback, device, feedback));

    assertThat(cut.token("m").titleId()).isEqualTo("B");
    assertThat(cut.keeps("m", 99_999, "B")).isTrue();
    assertThat(cut.keeps("m", 99_999, null)).isTrue();
    assertThat(cut.keeps("m", 100_000, "B")).isFalse();
    assertThat(cut.keeps("m", 110_000, "C")).isTrue();
    assertThat(cut.keeps("m", 110_000, null)).isFalse();
    assertThat(cut.keeps("stranger", 110_000, "B")).isTrue();
  }

  @Test
  void badRecordsAreCountedAndTheOthersUsed() {
    record("m", EventText.events("0 PLAY A; 9 STOP A"));
    playback.get(1).setPositionSeconds(-1.0);

    MemberHistories histories = MemberHistories.of(playback, device, feedback);

    assertThat(histories.rejected()).isEqualTo(Map.of(RejectReason.NEGATIVE_POSITION, 1L));
    assertThat(histories.tokenCount()).isEqualTo(1);
    assertThat(histories.tokens("stranger")).isEmpty();
  }

  @Test
  void longHistoriesAreKeptWhole() {
    List<MemberEvent> events = TypicalMember.events(random, 5000);
    MemberHistories.Builder builder = new MemberHistories.Builder(WindowPolicy.DEFAULT);
    events.forEach(builder::add);

    MemberHistories histories = builder.build();

    List<Token> plain = new PlainModel(events, WindowPolicy.DEFAULT).tokens;
    assertThat(plain).hasSize(5000);
    assertThat(histories.tokens("m-1")).isEqualTo(plain);
  }

  private static List<Token> serve(List<MemberEvent> arrivals) {
    InMemorySegments segments = new InMemorySegments();
    byte[] head = MemberWindow.empty(WindowPolicy.DEFAULT).encode();
    Map<Long, Token> reported = new HashMap<>();
    for (MemberEvent e : arrivals) {
      MemberWindow window = MemberWindow.decode(head, WindowPolicy.DEFAULT);
      window.apply(e, segments).finalTokens().forEach(t -> reported.put(t.index(), t.token()));
      head = window.encode();
    }
    MemberWindow window = MemberWindow.decode(head, WindowPolicy.DEFAULT);
    window.expire(window.nextExpiryMs(), segments).forEach(t -> reported.put(t.index(), t.token()));
    List<Token> tokens = window.tokens(0, segments);
    for (int i = 0; i < tokens.size(); i++) {
      assertThat(reported.get((long) i)).isEqualTo(tokens.get(i));
    }
    assertThat(reported).hasSameSizeAs(tokens);
    return tokens;
  }

  private void record(String memberId, List<MemberEvent> events) {
    for (MemberEvent e : events) {
      if (e.action() == Action.DEVICE) {
        device.add(
            DeviceEvent.newBuilder()
                .setMemberId(memberId)
                .setEventTimeMs(e.eventTimeMs())
                .setSequence(e.sequence())
                .setState(DeviceState.FOREGROUND)
                .setDeviceType(e.deviceType())
                .setCountry(e.country())
                .setLocale(e.locale())
                .setTimeZone(e.timeZone())
                .build());
        live.add(from(device.get(device.size() - 1)));
      } else if (e.action().compareTo(Action.COMPLETE) <= 0) {
        playback.add(
            PlaybackEvent.newBuilder()
                .setMemberId(memberId)
                .setTitleId(e.titleId())
                .setEventTimeMs(e.eventTimeMs())
                .setSequence(e.sequence())
                .setAction(PlaybackAction.valueOf(e.action().name()))
                .setPositionSeconds(Double.isNaN(e.positionSeconds()) ? null : e.positionSeconds())
                .setRuntimeSeconds(e.runtimeSeconds())
                .setDeviceType(e.deviceType())
                .setCountry(e.country())
                .setLocale(e.locale())
                .setTimeZone(e.timeZone())
                .setRow(e.row())
                .setRank(e.rank())
                .build());
        live.add(from(playback.get(playback.size() - 1)));
      } else {
        feedback.add(
            FeedbackEvent.newBuilder()
                .setMemberId(memberId)
                .setTitleId(e.titleId())
                .setEventTimeMs(e.eventTimeMs())
                .setSequence(e.sequence())
                .setFeedback(Feedback.valueOf(e.action().name()))
                .setDeviceType(e.deviceType())
                .setCountry(e.country())
                .setLocale(e.locale())
                .setTimeZone(e.timeZone())
                .setRow(e.row())
                .setRank(e.rank())
                .build());
        live.add(from(feedback.get(feedback.size() - 1)));
      }
    }
  }

  private static MemberEvent from(Object e) {
    try {
      return e instanceof PlaybackEvent p
          ? MemberEvents.from(p, p.getEventTimeMs())
          : e instanceof DeviceEvent d
              ? MemberEvents.from(d, d.getEventTimeMs())
              : MemberEvents.from((FeedbackEvent) e, ((FeedbackEvent) e).getEventTimeMs());
    } catch (RejectedEventException rejected) {
      throw new AssertionError(rejected);
    }
  }
}
