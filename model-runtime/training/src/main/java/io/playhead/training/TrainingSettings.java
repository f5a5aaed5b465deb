package io.playhead.training;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.HoldOut;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that decides a training run but its data. The defaults and their reasons are in
 * train.properties.
 *
 * @param holdOut what training must not see
 * @param seed of every random choice
 * @param minutes wall clock from reading the recording to the bundle
 * @param epochs at most
 * @param width floats per vector
 * @param layers layers of attention
 * @param heads attention heads
 * @param window which tokens the model sees
 * @param metadataBuckets hash buckets of title metadata
 * @param learningRate of AdamW, constant after the warm-up
 * @param weightDecay of AdamW
 * @param warmUpSteps steps over which the rate grows
 * @param gradientNormMax gradients are scaled down to this norm
 * @param averageDecay of the moving average of the weights
 * @param dropout share of values dropped while training
 * @param featureDropout share of features and contexts made unknown
 * @param temperature divides cosine scores
 * @param newTitleRidge of the regression that places titles without an ID
 * @param newTitleLength of the score vectors of titles without an ID, where the others' is 1
 * @param newTitlesInTen titles without an ID among the first ten of a list; 10: by score alone
 * @param frozen names of parameters that stay as they start, * for any characters
 * @param batchTokens tokens per step, padding included
 * @param negatives sampled titles per step; 0: all titles
 * @param validateEvery epochs between validations; below 1 parts of one
 * @param validationMembers members asked while training; all of them at the end
 * @param patience validations without a better one before stopping
 * @param threads each computes a part of every step
 * @param precision in which matrices are multiplied
 */
record TrainingSettings(
    HoldOut holdOut,
    long seed,
    double minutes,
    int epochs,
    int width,
    int layers,
    int heads,
    AnchoredWindow window,
    int metadataBuckets,
    double learningRate,
    double weightDecay,
    int warmUpSteps,
    double gradientNormMax,
    double averageDecay,
    double dropout,
    double featureDropout,
    double temperature,
    double newTitleRidge,
    double newTitleLength,
    int newTitlesInTen,
    List<String> frozen,
    int batchTokens,
    int negatives,
    double validateEvery,
    int validationMembers,
    int patience,
    int threads,
    Precision precision) {

  TrainingSettings {
    require(minutes > 0, "minutes", minutes, "more than 0");
    require(epochs >= 1, "epochs", epochs, "at least 1");
    require(width >= 4 && width <= 1024, "width", width, "between 4 and 1024");
    require(layers >= 1 && layers <= 16, "layers", layers, "between 1 and 16");
    require(heads >= 1 && width % heads == 0, "heads", heads, "a divisor of width=" + width);
    require(
        metadataBuckets >= 2 && metadataBuckets <= 1 << 24,
        "metadata-buckets",
        metadataBuckets,
        "between 2 and 16777216");
    require(learningRate > 0 && learningRate < 1, "learning-rate", learningRate, "between 0 and 1");
    require(weightDecay >= 0 && weightDecay < 1, "weight-decay", weightDecay, "from 0 to below 1");
    require(isShare(averageDecay), "average-decay", averageDecay, "from 0 to below 1");
    require(isShare(dropout), "dropout", dropout, "from 0 to below 1");
    require(isShare(featureDropout), "feature-dropout", featureDropout, "from 0 to below 1");
    require(
        temperature >= FullSoftmax.TEMPERATURE_MIN && temperature <= 10,
        "temperature",
        temperature,
        "between " + FullSoftmax.TEMPERATURE_MIN + " and 10");
    require(newTitleRidge > 0, "new-title-ridge", newTitleRidge, "more than 0");
    require(
        newTitleLength > 0 && newTitleLength <= 2,
        "new-title-length",
        newTitleLength,
        "more than 0 and at most 2");
    require(
        newTitlesInTen >= 0 && newTitlesInTen <= 10,
        "new-titles-in-ten",
        newTitlesInTen,
        "between 0 and 10");
    require(gradientNormMax > 0, "clip", gradientNormMax, "more than 0");
    require(warmUpSteps >= 0, "warm-up", warmUpSteps, "at least 0");
    require(batchTokens >= 1, "batch-tokens", batchTokens, "at least 1");
    require(negatives >= 0, "negatives", negatives, "at least 0");
    require(validateEvery > 0, "validate-every", validateEvery, "more than 0");
    require(validationMembers >= 1, "validation-members", validationMembers, "at least 1");
    require(patience >= 1, "patience", patience, "at least 1");
    require(threads >= 1 && threads <= 1024, "threads", threads, "between 1 and 1024");
  }

  /** What the manifest says about how a model was made. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("minutes", minutes);
    map.put("epochs", epochs);
    map.put("learningRate", learningRate);
    map.put("weightDecay", weightDecay);
    map.put("warmUpSteps", warmUpSteps);
    map.put("gradientNormMax", gradientNormMax);
    map.put("averageDecay", averageDecay);
    map.put("dropout", dropout);
    map.put("featureDropout", featureDropout);
    map.put("newTitleRidge", newTitleRidge);
    map.put("newTitleLength", newTitleLength);
    map.put("frozen", frozen);
    map.put("batchTokens", batchTokens);
    map.put("negatives", negatives);
    map.put("validateEvery", validateEvery);
    map.put("validationMembers", validationMembers);
    map.put("patience", patience);
    map.put("threads", threads);
    map.put("precision", precision.label());
    return map;
  }

  private static boolean isShare(double value) {
    return value >= 0 && value < 1;
  }

  private static void require(boolean holds, String name, Object value, String bound) {
    if (!holds) {
      throw new TrainingException("--" + name + "=" + value + " must be " + bound + ".");
    }
  }
}
