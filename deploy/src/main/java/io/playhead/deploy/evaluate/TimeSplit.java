package io.playhead.deploy.evaluate;

import io.playhead.window.MemberHistories;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The protocol: every token begun at or after a moment is a question, asked in the context it was
 * begun in. Given are the member's tokens that were over by then, those after the split included;
 * ranked are the titles that somebody had had by then, less those of the member's own history.
 * Baselines are counted on the tokens begun before the split, without each member's last, which is
 * kept for validation.
 *
 * <p>A sitting that is still going on when the question comes up, which happens only where feedback
 * on another title interrupts it, is not given: its token holds what came after.
 */
final class TimeSplit implements Moments {
  private final MemberHistories whole;
  private final TitleTable titles;
  private final long fromMs;

  private TimeSplit(MemberHistories whole, long fromMs) {
    this.whole = whole;
    this.titles = TitleTable.of(whole);
    this.fromMs = fromMs;
  }

  /** The start of the oldest of the newest tokens that make up {@code share} of all. */
  static long newest(MemberHistories whole, double share) {
    long[] started =
        whole.memberIds().stream()
            .flatMap(memberId -> whole.tokens(memberId).stream())
            .mapToLong(Token::startedMs)
            .sorted()
            .toArray();
    return started[(int) Math.min(started.length - 1, started.length * (1 - share))];
  }

  /** Tokens begun at or after {@code fromMs}. */
  static long count(MemberHistories whole, long fromMs) {
    return whole.memberIds().stream()
        .flatMap(memberId -> whole.tokens(memberId).stream())
        .filter(token -> token.startedMs() >= fromMs)
        .count();
  }

  /** Asks for tokens from {@code fromMs} on: {@code casesMax} of them drawn by {@code seed}. */
  static Questions of(MemberHistories whole, long fromMs, int casesMax, long seed) {
    TimeSplit protocol = new TimeSplit(whole, fromMs);
    List<TestCase> cases = new ArrayList<>();
    List<TestCase> validation = new ArrayList<>();
    TrainingPart training = new TrainingPart(protocol.titles.size());
    boolean[] drawn = drawn((int) count(whole, fromMs), casesMax, seed);
    int next = 0;
    for (String memberId : whole.memberIds()) {
      List<Token> tokens = whole.tokens(memberId);
      protocol.learn(memberId, tokens, training, validation);
      for (Token asked : tokens) {
        if (asked.startedMs() >= fromMs && drawn[next++]) {
          cases.add(protocol.testCase(memberId, tokens, asked));
        }
      }
    }
    return new Questions(protocol.titles, cases, training, validation, protocol);
  }

  private void learn(
      String memberId, List<Token> tokens, TrainingPart training, List<TestCase> validation) {
    List<Token> seen = tokens.stream().filter(token -> token.startedMs() < fromMs).toList();
    int learned = seen.size() < 2 ? seen.size() : seen.size() - 1;
    int[] rows = rows(seen.subList(0, learned));
    training.add(rows, seen.stream().limit(learned).mapToLong(Token::startedMs).toArray());
    if (learned < seen.size()) {
      Token asked = seen.get(learned);
      validation.add(
          new TestCase(
              memberId,
              rows,
              titles.seenBefore(asked.startedMs()),
              asked,
              titles.row(asked.titleId())));
    }
  }

  private TestCase testCase(String memberId, List<Token> tokens, Token asked) {
    return new TestCase(
        memberId,
        rows(given(tokens, asked)),
        titles.seenBefore(asked.startedMs()),
        asked,
        titles.row(asked.titleId()));
  }

  /** What had ended by the time {@code asked} began. */
  static List<Token> given(List<Token> tokens, Token asked) {
    return tokens.subList(0, tokens.indexOf(asked)).stream()
        .filter(token -> token.endedMs() <= asked.startedMs())
        .toList();
  }

  private static boolean[] drawn(int count, int casesMax, long seed) {
    boolean[] drawn = new boolean[count];
    if (count <= casesMax) {
      Arrays.fill(drawn, true);
      return drawn;
    }
    List<Integer> places = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      places.add(i);
    }
    Collections.shuffle(places, new Random(seed));
    places.subList(0, casesMax).forEach(place -> drawn[place] = true);
    return drawn;
  }

  private int[] rows(List<Token> tokens) {
    int[] rows = new int[tokens.size()];
    Arrays.setAll(rows, i -> titles.row(tokens.get(i).titleId()));
    return rows;
  }

  @Override
  public List<Token> tokens(TestCase testCase) {
    return given(whole.tokens(testCase.memberId()), testCase.asked());
  }

  @Override
  public RequestContext context(TestCase testCase) {
    return RequestContext.of(testCase.asked());
  }
}
