package io.playhead.deploy.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;

/**
 * One model's figures by time of play, in equal parts of the recording.
 *
 * @param widthMs length of each part, milliseconds
 * @param parts from the oldest on; those without plays are there
 */
public record QualityOverTime(long widthMs, List<Part> parts) {
  private static final int PARTS = 30;
  private static final int K = 10;

  /**
   * One part.
   *
   * @param fromMs its first moment, milliseconds since 1970-01-01 UTC
   * @param plays plays in it that had a page
   * @param ndcg10 NDCG@10 in the order of reading; null without plays
   * @param hr10 HR@10 in the order of reading; null without plays
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Part(long fromMs, int plays, Double ndcg10, Double hr10) {}

  /** Of {@code selected} plays. */
  static QualityOverTime of(RecordedPlays recorded, FoundPlays found, int[] selected) {
    long spanMs = recorded.toMs() - recorded.fromMs() + 1;
    long widthMs = (spanMs + PARTS - 1) / PARTS;
    int count = (int) ((spanMs + widthMs - 1) / widthMs);
    int[] plays = new int[count];
    double[] gains = new double[count];
    double[] hits = new double[count];
    for (int play : selected) {
      int part = (int) ((recorded.plays().timeMs(play) - recorded.fromMs()) / widthMs);
      plays[part]++;
      gains[part] += Gain.ndcg(found.rank(play), K);
      hits[part] += Gain.hit(found.rank(play), K);
    }
    List<Part> parts = new ArrayList<>(count);
    for (int part = 0; part < count; part++) {
      parts.add(
          new Part(
              recorded.fromMs() + part * widthMs,
              plays[part],
              mean(gains[part], plays[part]),
              mean(hits[part], plays[part])));
    }
    return new QualityOverTime(widthMs, parts);
  }

  private static Double mean(double sum, int count) {
    return count == 0 ? null : (Double) (sum / count);
  }
}
