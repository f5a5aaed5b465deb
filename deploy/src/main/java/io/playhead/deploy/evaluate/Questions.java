package io.playhead.deploy.evaluate;

import java.util.List;

/**
 * What a protocol asks of a recording, and what may be learned from before.
 *
 * @param titles the titles that are ranked
 * @param cases the questions, those of a member together
 * @param training what baselines are counted on
 * @param validation questions that baselines choose their settings on
 * @param moments what the model is given for each case
 */
record Questions(
    TitleTable titles,
    List<TestCase> cases,
    TrainingPart training,
    List<TestCase> validation,
    Moments moments) {

  /** The questions for choosing settings, asked in place of those that figures are reported on. */
  Questions onValidation() {
    return new Questions(titles, validation, training, validation, moments);
  }
}
