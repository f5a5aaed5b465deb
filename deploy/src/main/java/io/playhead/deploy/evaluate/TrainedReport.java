package io.playhead.deploy.evaluate;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * What {@code train --json} says of a training, as far as it is of interest here.
 *
 * @param epochs whole epochs
 * @param secondsToNdcg10 until {@code --until-ndcg10} was reached; null: it was not
 * @param validations oldest first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TrainedReport(int epochs, Double secondsToNdcg10, List<Validation> validations) {

  /**
   * One validation.
   *
   * @param epoch whole epochs before it
   * @param steps steps before it
   * @param seconds since the command started
   * @param ndcg10 of the members asked
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Validation(int epoch, long steps, double seconds, double ndcg10) {}

  static TrainedReport read(Path json) {
    try {
      TrainedReport report = new ObjectMapper().readValue(json.toFile(), TrainedReport.class);
      if (report.validations().isEmpty()) {
        throw CommandFailure.badInput("training asked no member in validation: record longer");
      }
      return report;
    } catch (IOException e) {
      throw CommandFailure.other(json + " is no report of train: " + e.getMessage(), e);
    }
  }

  /** The first of the highest NDCG@10. */
  Validation best() {
    return validations.stream()
        .max(
            Comparator.comparingDouble(Validation::ndcg10)
                .thenComparing(Comparator.comparingDouble(Validation::seconds).reversed()))
        .orElseThrow();
  }
}
