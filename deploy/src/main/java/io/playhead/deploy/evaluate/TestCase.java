package io.playhead.deploy.evaluate;

import java.util.List;

/**
 * One member's question: what comes after {@code history}?
 *
 * @param memberId the member
 * @param history titles of all tokens before the last, oldest first; never empty
 * @param answer title of the last token
 */
record TestCase(String memberId, List<String> history, String answer) {
  /** Newest title of the history. */
  String last() {
    return history.get(history.size() - 1);
  }

  /** What the baselines may learn from: the history without its last title, kept for validation. */
  List<String> training() {
    return history.subList(0, history.size() - 1);
  }
}
