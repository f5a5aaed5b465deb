package io.playhead.deploy.bench.view;

import io.playhead.deploy.bench.Machine;
import io.playhead.deploy.bench.Spread;
import java.io.PrintStream;
import java.util.Map;

/**
 * What {@code bench view} found: the content of its {@code --json} file.
 *
 * @param bench its name
 * @param machine where it was measured, and of which commit
 * @param seed of the pages and of who is looked up
 * @param work what was measured, in words
 * @param lookupsPerSecond of members drawn at random, the view on one core
 * @param barePerSecond of a bare handler of Javalin that sends as many bytes, on the same core
 * @param bareJettyPerSecond of one of Jetty, below Javalin, on the thread that read the request
 * @param overBareHandler the view's over Javalin's, round by round
 * @param overBareJetty the view's over Jetty's
 * @param paceForLatency half of the highest rate (the median of the rounds), lookups a second
 * @param p50Ms median at that pace, round by round
 * @param p99Ms what a lookup in a hundred exceeds there, round by round
 * @param bareJettyP99Ms the bare Jetty handler's at the same pace, in turns with the view's
 * @param subscribers open streams
 * @param pushP50Ms from a page's making before it is published to its receipt by a subscriber
 * @param pushP99Ms what one in a hundred exceeds
 * @param heapBeforeMb heap after a collection, before ten thousand streams were opened and dropped
 * @param heapAfterMb heap after them
 * @param residentBeforeMb memory of the process before
 * @param residentAfterMb memory of the process after
 * @param coldRestartSeconds from the command to ready on an emptied disk
 * @param warmRestartSeconds from the command to ready on the disk it left
 * @param standbyRestartSeconds the same of one of two that was killed, the other answering
 *     meanwhile
 * @param answeredShare of lookups at one instance while the other is killed, those answered with a
 *     page of the member
 * @param lookupsWhileKilled how many those were
 * @param staleShare of those answered, answers from a copy
 * @param notAnswered the others by what came instead
 * @param seconds the whole command
 */
record ViewFigures(
    String bench,
    Machine machine,
    long seed,
    String work,
    Spread lookupsPerSecond,
    Spread barePerSecond,
    Spread bareJettyPerSecond,
    Spread overBareHandler,
    Spread overBareJetty,
    double paceForLatency,
    Spread p50Ms,
    Spread p99Ms,
    Spread bareJettyP99Ms,
    int subscribers,
    double pushP50Ms,
    double pushP99Ms,
    double heapBeforeMb,
    double heapAfterMb,
    double residentBeforeMb,
    double residentAfterMb,
    double coldRestartSeconds,
    double warmRestartSeconds,
    double standbyRestartSeconds,
    double answeredShare,
    long lookupsWhileKilled,
    double staleShare,
    Map<String, Long> notAnswered,
    double seconds) {

  void print(PrintStream out) {
    out.printf("%n%s%n%s%n%n", machine, work);
    row(out, "lookups a second, one core", lookupsPerSecond.text("%,.0f"));
    row(out, "a bare handler's of Javalin", barePerSecond.text("%,.0f"));
    row(out, "a bare handler's of Jetty", bareJettyPerSecond.text("%,.0f"));
    row(out, "overBareHandler", overBareHandler.text("%.2f"));
    row(out, "overBareJetty", overBareJetty.text("%.2f"));
    String pace = " at %,.0f a second, ms".formatted(paceForLatency);
    row(out, "p50" + pace, p50Ms.text("%.1f"));
    row(out, "p99" + pace, p99Ms.text("%.1f"));
    row(out, "the bare Jetty handler's p99" + pace, bareJettyP99Ms.text("%.1f"));
    row(
        out,
        "push to %,d subscribers, p50, p99, ms".formatted(subscribers),
        two(pushP50Ms, pushP99Ms));
    row(out, "heap before and after 10,000 dropped streams, MB", two(heapBeforeMb, heapAfterMb));
    row(out, "the process, MB", two(residentBeforeMb, residentAfterMb));
    row(
        out,
        "restart to ready: cold disk, own disk, beside a standby, s",
        "%.1f, %.1f, %.1f"
            .formatted(coldRestartSeconds, warmRestartSeconds, standbyRestartSeconds));
    row(
        out,
        "answered while one of two is killed",
        "%.5f of %,d, %.3f from a copy %s"
            .formatted(answeredShare, lookupsWhileKilled, staleShare, notAnswered));
  }

  private static String two(double first, double second) {
    return "%.1f, %.1f".formatted(first, second);
  }

  private static void row(PrintStream out, String name, String value) {
    out.printf("%-62s %s%n", name, value);
  }
}
