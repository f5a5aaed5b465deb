package io.playhead.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 2: the same events in any interleaving within the lateness bound give the same window. */
class OrderOfArrivalDoesNotMatterTest {
  private static final int INTERLEAVINGS = 12;

  static LongStream seeds() {
    Long fixed = Long.getLong("seed");
    return fixed != null ? LongStream.of(fixed) : new Random().longs(40);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyInterleavingWithinTheLatenessGivesTheSameWindow(long seed) {
    Random random = new Random(seed);
    WindowPolicy policy =
        new WindowPolicy(
            random.nextInt(4) == 0 ? 1 + random.nextInt(2000) : 600_000, // with 0 ties are too late
            1 + random.nextInt(1_800_000),
            256 + random.nextInt(50),
            4096,
            1 + random.nextInt(9));
    int count = random.nextInt(8) == 0 ? 700 : 20 + random.nextInt(150);
    List<MemberEvent> events =
        EventStream.random(random, count, 1 + random.nextInt(6), 1 + random.nextInt(240_000));
    PlainModel model = new PlainModel(events, policy);

    byte[] first = null;
    for (int i = 0; i < INTERLEAVINGS; i++) {
      List<MemberEvent> arrivals =
          i == 0 ? events : EventStream.arrivals(random, events, policy.latenessMs());

      byte[] head = feed(arrivals, policy, model, "seed " + seed + ", interleaving " + i);

      first = first == null ? head : first;
      assertThat(head).as("bytes, seed %d, interleaving %d", seed, i).isEqualTo(first);
    }
  }

  @Test
  void anEventAheadOfTheWatermarkIsTakenHoweverFarTheMemberIs() {
    MemberWindow oneByOne = MemberWindow.empty(WindowPolicy.DEFAULT);
    MemberWindow skewed = MemberWindow.empty(WindowPolicy.DEFAULT);
    InMemorySegments segments = new InMemorySegments();

    for (String event : List.of("10 PLAY A", "4000 PLAY B", "90000 PLAY C")) {
      oneByOne.apply(EventText.event(event), segments);
    }
    for (String event : List.of("10 PLAY A", "90000 PLAY C", "4000 PLAY B")) {
      Outcome outcome = skewed.apply(EventText.event(event), segments, 10_000).outcome();
      assertThat(outcome).as(event).isEqualTo(Outcome.ACCEPTED);
    }

    assertThat(skewed.tokens(0, segments)).isEqualTo(oneByOne.tokens(0, segments));
    assertThat(skewed.apply(EventText.event("9.999 PLAY D"), segments, 10_000).outcome())
        .isEqualTo(Outcome.TOO_LATE);
  }

  @Test
  void anEventAtTheEdgeOfTheLatenessIsTakenAndOneBeyondIsNot() {
    MemberWindow window = MemberWindow.empty(WindowPolicy.DEFAULT);
    InMemorySegments segments = new InMemorySegments();

    window.apply(EventText.event("1000 PLAY A"), segments);

    assertThat(window.apply(EventText.event("400.001 PLAY B"), segments).outcome())
        .isEqualTo(Outcome.ACCEPTED);
    assertThat(window.apply(EventText.event("400 PLAY C"), segments).outcome())
        .isEqualTo(Outcome.TOO_LATE);
    assertThat(window.revision()).isEqualTo(2);
  }

  /**
   * Feeds one event after the other, through bytes each time and to a window that keeps its bytes,
   * and checks every promise on the way.
   */
  private static byte[] feed(
      List<MemberEvent> arrivals, WindowPolicy policy, PlainModel model, String run) {
    InMemorySegments segments = new InMemorySegments();
    MemberWindow living = MemberWindow.empty(policy);
    InMemorySegments livingSegments = new InMemorySegments();
    byte[] head = living.encode();
    List<Token> before = List.of();
    long beforeFrom = 0;
    long finalCount = 0;
    for (MemberEvent event : arrivals) {
      MemberWindow window = MemberWindow.decode(head, policy);
      Applied applied = window.apply(event, segments);
      head = window.encode();
      living.apply(event, livingSegments);
      assertThat(living.encode()).as(run).isEqualTo(head);
      assertThat(applied.outcome()).as(run).isIn(Outcome.ACCEPTED, Outcome.DUPLICATE);
      for (IndexedToken token : applied.finalTokens()) {
        assertThat(token.index()).as(run).isEqualTo(finalCount++);
        assertThat(token.token()).as(run).isEqualTo(model.tokens.get((int) token.index()));
      }
      long from = window.firstRetained();
      List<Token> after = window.tokens(from, segments);
      assertThat(applied.rewound()).as(run).isEqualTo(isRewound(before, beforeFrom, after, from));
      assertThat(living.tokens(from, livingSegments)).as(run).isEqualTo(after);
      assertThat(living.context()).as(run).isEqualTo(window.context());
      before = after;
      beforeFrom = from;
    }
    MemberWindow window = MemberWindow.decode(head, policy);
    int from = (int) window.firstRetained();
    assertThat(from).isLessThanOrEqualTo(Math.max(0, model.tokens.size() - 256));
    assertThat(window.tokens(from, segments))
        .as(run)
        .isEqualTo(model.tokens.subList(from, model.tokens.size()));
    assertThat(window.tokenCount()).as(run).isEqualTo(model.tokens.size());
    assertThat(window.hasOpenToken()).as(run).isEqualTo(model.closedCount < model.tokens.size());
    assertThat(window.context()).as(run).isEqualTo(model.context);
    assertThat(window.revision()).as(run).isEqualTo(model.revision);
    return head;
  }

  private static boolean isRewound(
      List<Token> before, long beforeFrom, List<Token> after, long afterFrom) {
    if (beforeFrom + before.size() > afterFrom + after.size()) {
      return true;
    }
    for (long i = Math.max(beforeFrom, afterFrom); i < beforeFrom + before.size() - 1; i++) {
      if (!before.get((int) (i - beforeFrom)).equals(after.get((int) (i - afterFrom)))) {
        return true;
      }
    }
    return false;
  }
}
