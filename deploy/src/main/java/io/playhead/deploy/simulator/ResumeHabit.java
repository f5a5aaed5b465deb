package io.playhead.deploy.simulator;

/**
 * Whether a member who sits down goes on with what was begun. The chance is a logistic function:
 * what is left has to fit the device and the time of day as a title of that length would, it fades
 * over days, and who is nearly through wants to know the end. Stateless.
 */
final class ResumeHabit {
  private static final double DAYS = 3;

  private ResumeHabit() {}

  /**
   * A title that was left.
   *
   * @param title which
   * @param seconds how far the member got
   * @param leftMs when, milliseconds since 1970-01-01 UTC
   */
  record Begun(SimulatedTitle title, int seconds, long leftMs) {}

  static double chance(Begun begun, Situation situation) {
    double runtimeSeconds = begun.title().runtimeMinutes() * 60;
    double leftMinutes = (runtimeSeconds - begun.seconds()) / 60;
    double sought =
        situation.device().runtimeMinutesSought(situation.daypart(), situation.weekend());
    double octaves = Math.log(leftMinutes / sought);
    double days = (situation.timeMs() - begun.leftMs()) / (double) SimulatedTime.DAY_MS;
    double drawn =
        .8 - .8 * octaves * octaves - days / DAYS + 2 * (begun.seconds() / runtimeSeconds - .5);
    return 1 / (1 + Math.exp(-drawn));
  }
}
