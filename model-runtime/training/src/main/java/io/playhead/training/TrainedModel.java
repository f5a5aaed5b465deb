package io.playhead.training;

/**
 * What a training run ended with.
 *
 * @param parameters the averaged weights that validated best
 * @param shape their shape
 * @param epochs whole epochs
 * @param steps steps
 * @param seconds spent training, validations included
 * @param tokens tokens predicted
 * @param loss mean training loss of the last epoch
 * @param validation of all members
 */
record TrainedModel(
    Parameters parameters,
    ModelShape shape,
    int epochs,
    long steps,
    double seconds,
    long tokens,
    double loss,
    RankingMetrics validation) {}
