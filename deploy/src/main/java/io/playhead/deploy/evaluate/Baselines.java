package io.playhead.deploy.evaluate;

import io.playhead.schemas.Title;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rankers that a model has to beat, counted on the training part alone; decays are chosen by
 * NDCG@10 on validation questions, never on the test's.
 *
 * @param popularity plays
 * @param recentPopularity plays among the newest fifth of the training part
 * @param markov what followed the last title
 * @param itemNeighbours titles that the same members have had
 * @param metadataNeighbours titles with similar metadata; null: there is no metadata
 */
record Baselines(
    Ranker popularity,
    Ranker recentPopularity,
    Ranker markov,
    Ranker itemNeighbours,
    Ranker metadataNeighbours) {

  private static final double[] DECAYS = {1, .95, .9, .8, .7, .5, .3, .1};

  /** Enough to tell decays apart: a standard error of .006 at NDCG@10 = .1. */
  private static final int VALIDATION_MAX = 3000;

  /**
   * Counts.
   *
   * @param metadataValidation questions to choose the metadata neighbours' decay on
   */
  static Baselines of(
      Questions questions, Map<String, Title> catalogue, List<TestCase> metadataValidation) {
    TitleTable titles = questions.titles();
    TrainingPart training = questions.training();
    Popular popular = Popular.of(training, titles);
    Neighbours metadata = Metadata.neighbours(titles, catalogue);
    return new Baselines(
        new ScoredRanker(titles, popular, Popular.scorer()),
        new ScoredRanker(titles, popular, Popular.recent(training)),
        new ScoredRanker(titles, popular, new Transitions(training)),
        best(titles, popular, CoOccurrence.neighbours(training), questions.validation()),
        metadata.isEmpty() ? null : best(titles, popular, metadata, metadataValidation));
  }

  private static Ranker best(
      TitleTable titles, Popular popular, Neighbours neighbours, List<TestCase> validation) {
    List<TestCase> asked = thinned(validation);
    Ranker best = null;
    double bestNdcg10 = -1;
    for (double decay : DECAYS) {
      Ranker ranker = new ScoredRanker(titles, popular, neighbours.scorer(decay));
      double ndcg10 = RankingFigures.of(ranker.ranks(asked)).ndcg10();
      if (best == null || ndcg10 > bestNdcg10) {
        best = ranker;
        bestNdcg10 = ndcg10;
      }
    }
    return best;
  }

  private static List<TestCase> thinned(List<TestCase> validation) {
    int step = Math.max(1, (validation.size() + VALIDATION_MAX - 1) / VALIDATION_MAX);
    List<TestCase> asked = new ArrayList<>();
    for (int i = 0; i < validation.size(); i += step) {
      asked.add(validation.get(i));
    }
    return asked;
  }
}
