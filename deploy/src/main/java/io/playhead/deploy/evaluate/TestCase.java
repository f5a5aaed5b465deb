package io.playhead.deploy.evaluate;

import io.playhead.window.Token;
import java.util.Arrays;
import java.util.List;

/**
 * One question: what comes after {@code history}? Titles are rows of the {@link TitleTable}.
 *
 * @param memberId the member
 * @param history titles of the tokens given, oldest first
 * @param candidates the first so many titles are ranked, less those of the history
 * @param asked the token whose title is the answer
 * @param answer its title
 */
record TestCase(String memberId, int[] history, int candidates, Token asked, int answer) {
  /** Whether a ranking can hold the answer at all: it is a candidate, and new to the member. */
  boolean isAnswerable() {
    return answer < candidates && Arrays.stream(history).noneMatch(row -> row == answer);
  }

  /** The question one token earlier, for validation; the history must not be empty. */
  TestCase before() {
    int last = history.length - 1;
    return new TestCase(memberId, Arrays.copyOf(history, last), candidates, null, history[last]);
  }

  /** The questions before {@code cases} that have a history. */
  static List<TestCase> before(List<TestCase> cases) {
    return cases.stream()
        .filter(testCase -> testCase.history.length > 1)
        .map(TestCase::before)
        .toList();
  }
}
