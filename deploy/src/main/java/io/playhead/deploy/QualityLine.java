package io.playhead.deploy;

import io.playhead.deploy.compare.Difference;
import io.playhead.deploy.compare.Estimate;
import io.playhead.deploy.compare.ModelFigures;
import io.playhead.deploy.compare.RankedFigures;
import io.playhead.deploy.compare.ReplayQuality;
import io.playhead.deploy.evaluate.Interval;

/** What a replay's lists were worth, in a line or three for the terminal. */
final class QualityLine {
  private static final int K = 10;

  private final ReplayQuality quality;

  QualityLine(ReplayQuality quality) {
    this.quality = quality;
  }

  String text() {
    StringBuilder text = new StringBuilder(of(quality.a()));
    if (quality.b() != null) {
      text.append('\n').append(of(quality.b()));
      quality.comparison().wholePage().stream()
          .filter(at -> at.k() == K)
          .findFirst()
          .ifPresent(at -> text.append("\ndifference in NDCG@10 ").append(of(at.ndcg())));
    }
    return text.toString();
  }

  private static String of(ModelFigures model) {
    RankedFigures ten = model.wholePage().stream().filter(at -> at.k() == K).findFirst().get();
    return "%s: NDCG@10 %s, HR@10 %s over %,d plays that had a page"
        .formatted(model.name(), of(ten.ndcg()), of(ten.hr()), model.playsWithPage());
  }

  private static String of(Estimate estimate) {
    return number(estimate.mean()) + interval(estimate.interval());
  }

  private static String of(Difference difference) {
    return number(difference.difference()) + interval(difference.interval());
  }

  private static String number(Double value) {
    return value == null ? "unknown" : "%.4f".formatted(value);
  }

  private static String interval(Interval interval) {
    return interval == null ? "" : " [%.4f, %.4f]".formatted(interval.low(), interval.high());
  }
}
