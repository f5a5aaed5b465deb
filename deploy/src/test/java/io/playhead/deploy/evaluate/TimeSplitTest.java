package io.playhead.deploy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.window.Action;
import io.playhead.window.MemberEvent;
import io.playhead.window.MemberHistories;
import io.playhead.window.Token;
import io.playhead.window.WindowPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeSplitTest {
  private static final long MINUTE_MS = 60_000;
  private static final long START_MS = 1_700_000_000_000L;

  private final List<MemberEvent> events = new ArrayList<>();

  @Test
  void asksForWhatBeganAfterTheSplitAmongWhatHadBeenSeen() {
    play("a", "one", 0);
    play("a", "two", 10);
    play("b", "three", 20);
    play("b", "two", 30);
    play("a", "four", 40); // new to everybody
    play("a", "three", 50);
    play("b", "five", 60);

    Questions questions = questions(30, 100);

    TitleTable titles = questions.titles();
    assertThat(questions.cases())
        .extracting(TestCase::memberId)
        .containsExactly("a", "a", "b", "b");
    assertThat(questions.cases().stream().map(c -> ids(c.history(), titles)))
        .containsExactly(
            List.of("one", "two"),
            List.of("one", "two", "four"),
            List.of("three"),
            List.of("three", "two"));
    assertThat(questions.cases()).extracting(TestCase::candidates).containsExactly(3, 4, 3, 4);
    assertThat(questions.cases())
        .extracting(TestCase::isAnswerable)
        .containsExactly(false, true, true, false);
    assertThat(questions.cases())
        .extracting(c -> titles.id(c.answer()))
        .containsExactly("four", "three", "two", "five");
    // Before the split: one, two of a, the second kept for validation; three of b.
    assertThat(questions.training().histories().stream().map(h -> ids(h, titles)))
        .containsExactly(List.of("one"), List.of("three"));
    assertThat(questions.validation())
        .extracting(c -> titles.id(c.answer()))
        .containsExactly("two");
  }

  @Test
  void givesTheContextThatTheTokenBeganIn() {
    play("a", "one", 0);
    events.add(event("a", Action.PLAY, "two", 60, "television"));
    events.add(event("a", Action.STOP, "two", 70, "phone"));

    Questions questions = questions(30, 100);

    TestCase asked = questions.cases().get(0);
    assertThat(questions.moments().context(asked).deviceType()).isEqualTo("television");
    assertThat(questions.moments().context(asked).eventTimeMs())
        .isEqualTo(START_MS + 60 * MINUTE_MS);
    assertThat(questions.moments().context(asked).localHour()).isEqualTo(23); // 22:13 + 1 h UTC
  }

  /** Feedback on another title interrupts a sitting, whose token then ends after the question. */
  @Test
  void doesNotGiveASittingThatEndsLater() {
    play("a", "one", 0);
    events.add(event("a", Action.PLAY, "two", 40, "phone"));
    events.add(event("a", Action.THUMBS_UP, "three", 45, "phone"));
    events.add(event("a", Action.STOP, "two", 50, "phone"));

    Questions questions = questions(30, 100);

    TitleTable titles = questions.titles();
    assertThat(questions.cases())
        .extracting(c -> titles.id(c.answer()))
        .containsExactly("three", "two");
    assertThat(questions.cases().stream().map(c -> ids(c.history(), titles)))
        .containsExactly(List.of("one"), List.of("one"));
  }

  /** The same questions, with and without all that happened from each question on. */
  @Test
  void neverLooksIntoTheFuture() {
    long seed = new Random().nextLong();
    System.out.println("neverLooksIntoTheFuture seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      Action action = random.nextInt(4) == 0 ? Action.THUMBS_UP : Action.PLAY;
      action = random.nextInt(4) == 0 ? Action.STOP : action;
      events.add(event("m" + random.nextInt(5), action, "t" + random.nextInt(40), i * 3L, "phone"));
    }
    Questions questions = questions(600, 1000);
    assertThat(questions.cases()).hasSizeGreaterThan(50);

    for (TestCase testCase : questions.cases()) {
      long askedMs = testCase.asked().startedMs();
      MemberHistories before =
          histories(events.stream().filter(e -> e.eventTimeMs() < askedMs).toList());

      List<Token> given = questions.moments().tokens(testCase);

      // A token is in the history cut short, field for field, but for one the cut leaves open.
      assertThat(before.tokens(testCase.memberId())).as("seed %d", seed).containsAll(given);
      assertThat(before.tokens(testCase.memberId()).size() - given.size()).isBetween(0, 1);
      assertThat(given)
          .extracting(Token::titleId)
          .isEqualTo(ids(testCase.history(), questions.titles()));
      assertThat(TitleTable.of(before).size()).isEqualTo(testCase.candidates());
    }
  }

  @Test
  void drawsNoMoreThanAskedForAndTheSameAgain() {
    for (int i = 0; i < 60; i++) {
      play("m" + i % 7, "t" + i % 11, 10L * i);
    }

    Questions some = questions(200, 10);

    assertThat(questions(200, 1000).cases()).hasSize(40);
    assertThat(some.cases()).hasSize(10);
    assertThat(questions(200, 10).cases())
        .extracting(TestCase::asked)
        .isEqualTo(some.cases().stream().map(TestCase::asked).toList());
    assertThat(TimeSplit.of(histories(events), START_MS + 200 * MINUTE_MS, 10, 2).cases())
        .extracting(TestCase::asked)
        .isNotEqualTo(some.cases().stream().map(TestCase::asked).toList());
  }

  @Test
  void splitsOffTheNewestShare() {
    for (int i = 0; i < 10; i++) {
      play("m" + i % 3, "t" + i, 10L * i);
    }
    MemberHistories whole = histories(events);

    long fromMs = TimeSplit.newest(whole, .2);

    assertThat(fromMs).isEqualTo(START_MS + 80 * MINUTE_MS);
    assertThat(TimeSplit.count(whole, fromMs)).isEqualTo(2);
  }

  private Questions questions(long fromMinute, int casesMax) {
    return TimeSplit.of(histories(events), START_MS + fromMinute * MINUTE_MS, casesMax, 1);
  }

  private static MemberHistories histories(List<MemberEvent> events) {
    MemberHistories.Builder builder = new MemberHistories.Builder(WindowPolicy.DEFAULT);
    events.forEach(builder::add);
    return builder.build();
  }

  private void play(String memberId, String titleId, long minute) {
    events.add(event(memberId, Action.PLAY, titleId, minute, "phone"));
    events.add(event(memberId, Action.STOP, titleId, minute + 5, "phone"));
  }

  private static MemberEvent event(
      String memberId, Action action, String titleId, long minute, String deviceType) {
    return new MemberEvent(
        action,
        memberId,
        START_MS + minute * MINUTE_MS,
        0,
        titleId,
        Double.NaN,
        0,
        deviceType,
        null,
        null,
        "UTC",
        null,
        -1);
  }

  private static List<String> ids(int[] rows, TitleTable titles) {
    return Arrays.stream(rows).mapToObj(titles::id).toList();
  }
}
