package io.playhead.deploy.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Predicate;

/**
 * Figures of the baselines, named as in {@link Baselines}.
 *
 * @param popularity plays
 * @param recentPopularity plays among the newest fifth of the training part
 * @param markov what followed the last title
 * @param itemNeighbours titles that the same members have had
 * @param metadataNeighbours titles with similar metadata; null: there is no metadata
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BaselineFigures(
    Figures popularity,
    Figures recentPopularity,
    Figures markov,
    Figures itemNeighbours,
    Figures metadataNeighbours) {

  /** How each of {@link Baselines} answered; metadataNeighbours may be null. */
  record Answers(
      Ranks popularity,
      Ranks recentPopularity,
      Ranks markov,
      Ranks itemNeighbours,
      Ranks metadataNeighbours) {

    static Answers of(Baselines baselines, List<TestCase> cases) {
      return new Answers(
          Ranks.of(baselines.popularity(), cases),
          Ranks.of(baselines.recentPopularity(), cases),
          Ranks.of(baselines.markov(), cases),
          Ranks.of(baselines.itemNeighbours(), cases),
          Ranks.of(baselines.metadataNeighbours(), cases));
    }

    Answers where(Predicate<TestCase> wanted) {
      return new Answers(
          popularity.where(wanted),
          recentPopularity.where(wanted),
          markov.where(wanted),
          itemNeighbours.where(wanted),
          metadataNeighbours == null ? null : metadataNeighbours.where(wanted));
    }
  }

  static BaselineFigures of(Answers answers, Ranks model, Bootstrap bootstrap) {
    return new BaselineFigures(
        Figures.of(answers.popularity(), model, bootstrap),
        Figures.of(answers.recentPopularity(), model, bootstrap),
        Figures.of(answers.markov(), model, bootstrap),
        Figures.of(answers.itemNeighbours(), model, bootstrap),
        Figures.of(answers.metadataNeighbours(), model, bootstrap));
  }
}
