package io.playhead.deploy.plan;

/**
 * What was measured, each with its bench in docs/benchmarks.md, on two shared EPYC cores with the
 * default model (width 64, two layers). Where it is not said that a number was measured, it is
 * arithmetic or a setting.
 */
final class Measured {
  // bench pipeline, processor time of the job for one event with a list, members cached.
  /**
   * 414 us in all, less 184 of encoding and 72 of retrieval, in a backlog in a slow hour. Quick
   * hours have 214 to 310 there, and 415 to 520 at half of that pace, where batches are small.
   */
  static final double EVENT_US = 414 - 184 - 72;

  /** Two tokens over a full cache, every 128th event a window anew. */
  static final double ENCODE_US = 184;

  static final double RETRIEVAL_US = 72;

  /** The titles among which retrieval took that long; it is a product with all of them. */
  static final long RETRIEVAL_TITLES = 10_000;

  /** What a broker of one machine and one copy takes of an event: .27 cores at 1,500 a second. */
  static final double BROKER_US = 180;

  /** Highest pace that two cores kept up with, broker, sender and reader on them too. */
  static final double EVENTS_PER_SECOND_MAX = 2_580;

  /** At half of the highest pace an event's list was there after so long: p99. */
  static final int HALF_PACE_P99_MS = 56;

  // The shape of the model all of this was measured with: deploy/demo-bundle.
  static final int WIDTH = 64;
  static final double STEP_MULTIPLY_ADDS = 263_936;
  static final double WINDOW_MULTIPLY_ADDS = 23_142_400;

  // bench state.
  /**
   * A member with 1,000 tokens had 15,055 and 15,746 bytes, 360 of them its share of the titles,
   * some 500 the head: 14.2 and 14.9. Over a day, with what was overwritten, 1.19 and 1.13 times as
   * much.
   */
  static final double TOKEN_BYTES = 16.9;

  static final double HEAD_BYTES = 500;

  /**
   * 966 [836, 1,081], 602 of them titles: 2,000 in two subtasks, each 1,600 events; the highest.
   */
  static final double CHECKPOINT_BYTES_PER_EVENT = 1_081 - 602;

  /**
   * A simulated title, 241 B as read and 2.7 times less in a block of 39, as of 10,000; broadcast
   * state, whole in every checkpoint of every subtask.
   */
  static final double TITLE_BYTES = 90;

  /** Cache over what the active members need, at which .917 of the lists were hits. */
  static final double CACHE_OVER_ACTIVE = 1.5;

  static final int TOKENS_MAX = 1_000;

  // Bytes on the topics for a record, lz4 where the job writes, measured for
  // docs/operations/plan.md.
  static final double EVENT_BYTES = 150;

  static final double PAGE_BYTES = 720;

  static final double EMBEDDING_BYTES = 320;

  static final double TOKEN_RECORD_BYTES = 41;

  /** Every made-up play is a token; a sitting of several events is one. */
  static final double TOKENS_PER_EVENT = 1;

  // bench view, lookups a second on one core: 11,286, 9,695 and 5,548; the slowest run.
  static final double LOOKUPS_PER_CORE = 5_548;

  /** A page on the view's disk, a third of some 6 KB of JSON; as much on its changelog. */
  static final double VIEW_PAGE_BYTES = 2_000;

  static final long VIEW_MEMBERS_MAX = 100_000;

  private Measured() {}

  /**
   * Processor time of a window encoded anew, ms: 10, 128 and 255 tokens by InferenceBenchmark,
   * 1,000 by bench state; on a straight line in between, and no more than a window reaches beyond.
   */
  static double missMs(int tokens) {
    double[] at = {0, 10, 128, 255, 1_000};
    double[] ms = {0, .103, .978, 2.832, 8.0};
    for (int i = 1; i < at.length; i++) {
      if (tokens <= at[i]) {
        return ms[i - 1] + (ms[i] - ms[i - 1]) * (tokens - at[i - 1]) / (at[i] - at[i - 1]);
      }
    }
    return ms[ms.length - 1];
  }
}
