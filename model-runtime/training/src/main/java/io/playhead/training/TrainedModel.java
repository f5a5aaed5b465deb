package io.playhead.training;

/**
 * What a training run ended with.
 *
 * @param parameters the averaged weights that validated best
 * @param shape their shape
 * @param parentId the model it was started from; null: none
 * @param epochs whole epochs
 * @param steps steps
 * @param seconds spent training, validations included
 * @param tokens tokens predicted
 * @param loss mean training loss of the last epoch; not a number: the parent was enough
 * @param validation of all members
 * @param validations of the members asked while training
 */
record TrainedModel(
    Parameters parameters,
    ModelShape shape,
    String parentId,
    int epochs,
    long steps,
    double seconds,
    long tokens,
    double loss,
    RankingMetrics validation,
    Validations validations) {

  boolean hasLoss() {
    return !Double.isNaN(loss);
  }
}
