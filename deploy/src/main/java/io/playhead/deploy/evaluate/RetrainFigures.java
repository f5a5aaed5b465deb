package io.playhead.deploy.evaluate;

/**
 * What retrain found: the content of its {@code --json} file.
 *
 * @param protocol name of the protocol
 * @param coldShare share of the titles that the parent has not seen
 * @param parentModelId the model of yesterday
 * @param fullModelId trained from nothing with all titles, aligned to the parent
 * @param warmModelId gone on from the parent with all titles
 * @param members members with a question
 * @param seed of the trainings
 * @param warmStart what going on saves
 * @param alignment where the members' vectors point afterwards
 * @param seconds the whole command, training included
 */
public record RetrainFigures(
    String protocol,
    double coldShare,
    String parentModelId,
    String fullModelId,
    String warmModelId,
    int members,
    long seed,
    WarmStart warmStart,
    Alignment alignment,
    double seconds) {

  /**
   * Both trainings ask the same members in validation.
   *
   * @param share seconds over fullSeconds; null: never got there
   * @param seconds from the start of the command until its validation was as good as the other's
   *     best; null: never
   * @param fullSeconds from the start of the command until the best validation from nothing
   * @param ndcg10 that validation's NDCG@10
   * @param startNdcg10 that of the warm start before its first step
   * @param steps steps gone on for
   * @param fullSteps steps from nothing until its best
   */
  public record WarmStart(
      Double share,
      Double seconds,
      double fullSeconds,
      double ndcg10,
      double startNdcg10,
      long steps,
      long fullSteps) {

    static WarmStart of(TrainedReport full, TrainedReport warm) {
      Double seconds = warm.secondsToNdcg10();
      return new WarmStart(
          seconds == null ? null : seconds / full.best().seconds(),
          seconds,
          full.best().seconds(),
          full.best().ndcg10(),
          warm.validations().get(0).ndcg10(),
          warm.validations().get(warm.validations().size() - 1).steps(),
          full.best().steps());
    }
  }

  /**
   * Cosines of a member's vectors by two models, over the members.
   *
   * @param cosine median, from nothing and aligned against the parent
   * @param cosineLow what a tenth of the members are below
   * @param warmCosine median, warm start against the parent
   * @param warmCosineLow what a tenth of the members are below
   */
  public record Alignment(
      double cosine, double cosineLow, double warmCosine, double warmCosineLow) {

    static Alignment of(float[][] parent, float[][] full, float[][] warm) {
      double[] cosines = Cosines.sorted(parent, full);
      double[] warmCosines = Cosines.sorted(parent, warm);
      return new Alignment(
          Cosines.quantile(cosines, .5),
          Cosines.quantile(cosines, .1),
          Cosines.quantile(warmCosines, .5),
          Cosines.quantile(warmCosines, .1));
    }
  }
}
