package io.playhead.deploy.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What cold-titles found: the content of its {@code --json} file.
 *
 * @param protocol name of the protocol
 * @param onValidation asked was the token before the last, to choose settings by
 * @param coldShare share of the titles that the model has not seen
 * @param coldTitles how many of the candidates they are
 * @param modelId the model that has not seen them
 * @param fullModelId the model that has seen everything
 * @param members members with a question
 * @param candidates titles ranked
 * @param seed of the trainings and of the intervals' resamples
 * @param cold questions whose answer is a cold title
 * @param warm the others
 * @param slices the figures of the model by dimension and value, over all questions
 * @param seconds the whole command, training included
 */
public record ColdTitlesFigures(
    String protocol,
    boolean onValidation,
    double coldShare,
    int coldTitles,
    String modelId,
    String fullModelId,
    int members,
    int candidates,
    long seed,
    Cold cold,
    Warm warm,
    Map<String, List<Slice>> slices,
    double seconds) {

  /**
   * Questions whose answer is a title that the model has not seen.
   *
   * @param cases how many
   * @param recall10 share of answers among the first ten: HR@10, for there is one answer
   * @param recall10Interval its interval
   * @param ndcg10 mean NDCG@10
   * @param ndcg10Interval its interval
   * @param metadataNeighboursRecall10 the same share by the metadata neighbours; null: the titles
   *     have no metadata
   * @param metadataNeighboursRecall10Interval its interval
   * @param ratioToMetadataNeighbours recall10 over that; null: that is 0 or null
   * @param ratioToMetadataNeighboursInterval its interval; null: a resample had nothing to divide
   *     by
   * @param fullRecall10 the same share by the model that has seen everything
   * @param warmRecall10 the share of the warm questions, by the model that has not
   * @param warmRecall10Interval its interval
   * @param baselines of these questions
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Cold(
      int cases,
      double recall10,
      Interval recall10Interval,
      double ndcg10,
      Interval ndcg10Interval,
      Double metadataNeighboursRecall10,
      Interval metadataNeighboursRecall10Interval,
      Double ratioToMetadataNeighbours,
      Interval ratioToMetadataNeighboursInterval,
      double fullRecall10,
      double warmRecall10,
      Interval warmRecall10Interval,
      BaselineFigures baselines) {

    static Cold of(
        Ranks cold, Ranks full, Ranks warm, BaselineFigures.Answers baselines, long seed) {
      Bootstrap bootstrap = Bootstrap.of(cold.cases(), seed);
      double recall10 = cold.figures().hr10();
      Ranks metadata = baselines.metadataNeighbours();
      Double neighbours = metadata == null ? null : metadata.figures().hr10();
      boolean hasRatio = neighbours != null && neighbours > 0;
      return new Cold(
          cold.cases().size(),
          recall10,
          bootstrap.mean(cold.hits()),
          cold.figures().ndcg10(),
          bootstrap.mean(cold.gains()),
          neighbours,
          metadata == null ? null : bootstrap.mean(metadata.hits()),
          hasRatio ? recall10 / neighbours : null,
          hasRatio ? bootstrap.ratio(cold.hits(), metadata.hits()) : null,
          full.figures().hr10(),
          warm.figures().hr10(),
          Bootstrap.of(warm.cases(), seed).mean(warm.hits()),
          BaselineFigures.of(baselines, cold, bootstrap));
    }
  }

  /**
   * Questions whose answer is a title that both models have seen.
   *
   * @param cases how many
   * @param recall10 share of answers among the first ten
   * @param recall10Interval its interval
   * @param ndcg10 mean NDCG@10 by the model that has not seen the cold titles
   * @param ndcg10Interval its interval
   * @param fullNdcg10 the same by the model that has seen everything
   * @param fullNdcg10Interval its interval
   * @param ratioToFull ndcg10 over fullNdcg10; null: that is 0
   * @param ratioToFullInterval its interval
   * @param baselines of these questions
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Warm(
      int cases,
      double recall10,
      Interval recall10Interval,
      double ndcg10,
      Interval ndcg10Interval,
      double fullNdcg10,
      Interval fullNdcg10Interval,
      Double ratioToFull,
      Interval ratioToFullInterval,
      BaselineFigures baselines) {

    static Warm of(Ranks warm, Ranks full, BaselineFigures.Answers baselines, long seed) {
      Bootstrap bootstrap = Bootstrap.of(warm.cases(), seed);
      double ndcg10 = warm.figures().ndcg10();
      double fullNdcg10 = full.figures().ndcg10();
      return new Warm(
          warm.cases().size(),
          warm.figures().hr10(),
          bootstrap.mean(warm.hits()),
          ndcg10,
          bootstrap.mean(warm.gains()),
          fullNdcg10,
          bootstrap.mean(full.gains()),
          fullNdcg10 == 0 ? null : ndcg10 / fullNdcg10,
          bootstrap.ratio(warm.gains(), full.gains()),
          BaselineFigures.of(baselines, warm, bootstrap));
    }
  }
}
