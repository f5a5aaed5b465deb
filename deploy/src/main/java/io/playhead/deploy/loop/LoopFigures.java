package io.playhead.deploy.loop;

import io.playhead.deploy.evaluate.Interval;
import io.playhead.deploy.recorder.RecordFigures;

/**
 * What one turn of the loop was worth: the content of its {@code --json} file.
 *
 * @param loop the figures
 */
public record LoopFigures(Loop loop) {
  /**
   * The figures.
   *
   * @param oldModelId the model that served first
   * @param newModelId the model that the loop released
   * @param recorded what was recorded from the topics
   * @param oldNdcg10 of the old model over the recording's held-out last day
   * @param newNdcg10 of the new model over the same
   * @param plays plays after the release, each of a member with a page by the new model
   * @param oracleNdcg10 expected NDCG@10 of the best possible lists there
   * @param withoutNdcg10 expected NDCG@10 of the lists that the old model would have given
   * @param withNdcg10 expected NDCG@10 of the pages that were published
   * @param gain withNdcg10 / withoutNdcg10
   * @param gainInterval its interval, over members
   * @param secondsToRelease from the start of recording to the release
   * @param seconds the whole command
   */
  public record Loop(
      String oldModelId,
      String newModelId,
      RecordFigures recorded,
      double oldNdcg10,
      double newNdcg10,
      int plays,
      double oracleNdcg10,
      double withoutNdcg10,
      double withNdcg10,
      double gain,
      Interval gainInterval,
      double secondsToRelease,
      double seconds) {}
}
