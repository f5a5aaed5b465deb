package io.playhead.deploy.replay;

import io.playhead.deploy.compare.Difference;
import io.playhead.deploy.compare.Estimate;
import io.playhead.deploy.evaluate.Interval;

/** Figures of an evaluation as a report shows them. Stateless. */
final class Estimates {
  private Estimates() {}

  static io.playhead.deploy.report.Estimate of(Estimate estimate) {
    return estimate == null ? of((Double) null) : of(estimate.mean(), estimate.interval());
  }

  static io.playhead.deploy.report.Estimate of(Difference difference) {
    return of(difference.difference(), difference.interval());
  }

  static io.playhead.deploy.report.Estimate of(Double value) {
    return value == null
        ? io.playhead.deploy.report.Estimate.NONE
        : io.playhead.deploy.report.Estimate.of(value);
  }

  private static io.playhead.deploy.report.Estimate of(Double value, Interval interval) {
    return value == null || interval == null
        ? of(value)
        : new io.playhead.deploy.report.Estimate(value, interval.low(), interval.high());
  }
}
