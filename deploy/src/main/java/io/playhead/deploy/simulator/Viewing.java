package io.playhead.deploy.simulator;

import java.util.SplittableRandom;

/**
 * How one title is watched.
 *
 * @param fromSecond where the member starts
 * @param seconds how far the member gets; the runtime: to the end
 * @param pauseAtSecond where they pause; -1: nowhere
 * @param pauseSeconds how long they pause
 * @param thumb 1 up, -1 down, 0 neither
 */
record Viewing(int fromSecond, int seconds, int pauseAtSecond, int pauseSeconds, int thumb) {
  private static final double BAILS_EARLY = .07;

  /**
   * Draws one.
   *
   * @param liking the title's probability over that of the best one, 0 to 1
   */
  static Viewing draw(SimulatedTitle title, Tastes tastes, double liking, SplittableRandom random) {
    int runtime = title.runtimeMinutes() * 60;
    double attention =
        60 * tastes.attentionMinutes() * (.8 + .8 * liking) * Math.exp(.5 * random.nextGaussian());
    boolean bails = random.nextDouble() < BAILS_EARLY;
    double stays = bails ? runtime * (.02 + .13 * random.nextDouble()) : attention;
    int seconds = (int) Math.max(20, Math.min(runtime, stays));
    boolean pauses = seconds > 600 && random.nextDouble() < .3;
    int pauseAt = pauses ? 60 + random.nextInt(seconds - 120) : -1;
    // Pauses stay below the half hour of silence that would close the token.
    int pauseSeconds = pauses ? 30 + random.nextInt(9 * 60) : 0;
    double mood = random.nextDouble();
    int thumb = seconds == runtime && mood < .12 ? 1 : bails && mood < .3 ? -1 : 0;
    return new Viewing(0, seconds, pauseAt, pauseSeconds, thumb);
  }

  /** Draws how a title is gone on with, from where it was left. */
  static Viewing goOn(SimulatedTitle title, Tastes tastes, int from, SplittableRandom random) {
    int runtime = title.runtimeMinutes() * 60;
    double stays = 60 * tastes.attentionMinutes() * 1.4 * Math.exp(.5 * random.nextGaussian());
    int seconds = (int) Math.min(runtime, from + Math.max(20, stays));
    return new Viewing(from, seconds, -1, 0, 0);
  }

  boolean completes(SimulatedTitle title) {
    return seconds >= title.runtimeMinutes() * 60;
  }

  double completion(SimulatedTitle title) {
    return Math.min(1, seconds / (title.runtimeMinutes() * 60.0));
  }
}
