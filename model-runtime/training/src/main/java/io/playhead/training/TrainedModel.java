package io.playhead.training;

import org.bytedeco.pytorch.Tensor;

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
 * @param meanMember mean vector of the validation members before any alignment, unit length; null:
 *     there are none
 * @param resumeOdds how likely begun titles are gone on with; null: the data does not tell
 * @param alignment how its vectors are turned on their way out; null: not at all
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
    Validations validations,
    float[] meanMember,
    ResumeFit resumeOdds,
    Alignment alignment) {

  /** The weight of the rotation in both graphs. */
  static final String ALIGNMENT = "alignment";

  boolean hasLoss() {
    return !Double.isNaN(loss);
  }

  /** The same with its vectors turned into the space of an earlier model. */
  TrainedModel alignedTo(EarlierSpace earlier, TitleRows titles) {
    float[] vectors = VocabularyVectors.of(parameters, shape, titles, TitleTower.Vectors::score);
    return new TrainedModel(
        parameters,
        shape,
        parentId,
        epochs,
        steps,
        seconds,
        tokens,
        loss,
        validation,
        validations,
        meanMember,
        resumeOdds,
        Alignment.of(earlier, titles, vectors, meanMember));
  }

  /** Member or score vectors f32 [N, d] as they are published. */
  Tensor aligned(Tensor vectors) {
    return alignment == null ? vectors : vectors.matmul(alignment.matrix());
  }

  /** The values of a weight of the graphs, row-major; null: the model does not have it. */
  float[] weight(String name) {
    if (name.equals(ALIGNMENT)) {
      return alignment == null ? null : alignment.rotation();
    }
    return parameters.values(name);
  }
}
