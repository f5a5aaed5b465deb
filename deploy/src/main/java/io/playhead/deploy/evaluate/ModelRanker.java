package io.playhead.deploy.evaluate;

import io.playhead.deploy.Progress;
import io.playhead.inference.Recommender;
import io.playhead.inference.ScoredTitle;
import io.playhead.window.MemberHistories;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The model in this process, by the pure function that serves: tokens and context of the window
 * given, without a cache. A title without a record on the titles topic cannot be ranked.
 */
final class ModelRanker implements Ranker {
  private final Recommender recommender;
  private final MemberHistories given;
  private final Set<String> candidates;

  ModelRanker(Recommender recommender, MemberHistories given, Set<String> candidates) {
    this.recommender = recommender;
    this.given = given;
    this.candidates = candidates;
  }

  @Override
  public int[] ranks(List<TestCase> cases) {
    int[] ranks = new int[cases.size()];
    try (Progress progress = Progress.start("evaluate", ranks.length, " members", 1)) {
      for (int i = 0; i < ranks.length; i++) {
        ranks[i] = rank(cases.get(i));
        progress.at(i + 1);
      }
    }
    return ranks;
  }

  private int rank(TestCase testCase) {
    Set<String> unwatched = new HashSet<>(candidates);
    testCase.history().forEach(unwatched::remove);
    List<ScoredTitle> ranking =
        recommender.rank(
            given.tokens(testCase.memberId()), given.context(testCase.memberId()), unwatched);
    List<String> titleIds = new ArrayList<>(ranking.size());
    ranking.forEach(title -> titleIds.add(title.titleId()));
    return titleIds.indexOf(testCase.answer());
  }
}
