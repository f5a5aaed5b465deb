package io.playhead.deploy.bench;

import io.playhead.deploy.local.Latencies;
import java.io.PrintStream;
import java.util.Map;

/**
 * What {@code bench pipeline} found: the content of its {@code --json} file.
 *
 * @param bench its name
 * @param machine where it was measured, and of which commit
 * @param seed of the events
 * @param work what was measured, in words
 * @param listsPerSecond lists written to the topic while a backlog is worked off
 * @param listsPerEvent lists over events: below one where a member had two events in a batch
 * @param bareListsPerSecond what the model's step and one product with all titles do on the same
 *     cores in the same batches, and nothing else; after each part, while the job stands still
 * @param efficiency the first over the third, part by part
 * @param eventUs processor time of the job's process for an event, in all
 * @param stageUs of it by stage, of the threads that make lists; encode and retrieval among them
 * @param threadUs of it by what threads do; empty where the system does not say
 * @param outsideUs processor time of it outside of encoding and retrieval, part by part
 * @param passThroughUs processor time of a job that copies the same events and touches 2 KB, while
 *     it works off a backlog too: many times as many events a second
 * @param overheadOverPassThrough the one over the other, medians
 * @param steadyEventsPerSecond the highest pace that the job keeps up with while events are sent
 *     and lists read on the same cores
 * @param pacedEventsPerSecond the pace at which latencies were measured, half of that
 * @param eventToListMs from the event on its topic to the list on its topic, at that pace
 * @param legMs of it by part of the way, in words; percentiles do not add up
 * @param pacedEventUs processor time of the job's process for an event at that pace, nobody reading
 * @param pacedOutsideUs of it outside of encoding and retrieval
 * @param pacedPassThroughUs of the job that copies at the same pace
 * @param overheadAtSamePace the one over the other, medians
 * @param seconds the whole command
 */
record PipelineFigures(
    String bench,
    Machine machine,
    long seed,
    String work,
    Spread listsPerSecond,
    double listsPerEvent,
    Spread bareListsPerSecond,
    Spread efficiency,
    Spread eventUs,
    Map<String, Spread> stageUs,
    Map<String, Spread> threadUs,
    Spread outsideUs,
    Spread passThroughUs,
    double overheadOverPassThrough,
    double steadyEventsPerSecond,
    double pacedEventsPerSecond,
    Latency eventToListMs,
    Map<String, Latency> legMs,
    Spread pacedEventUs,
    Spread pacedOutsideUs,
    Spread pacedPassThroughUs,
    double overheadAtSamePace,
    double seconds) {

  /**
   * Percentiles.
   *
   * @param p50 the median, milliseconds
   * @param p99 what one in a hundred exceeds, milliseconds
   */
  record Latency(long p50, long p99) {
    static Latency of(Latencies latencies) {
      return new Latency(latencies.percentileMs(.5), latencies.percentileMs(.99));
    }

    String text() {
      return "p50 %d, p99 %d".formatted(p50, p99);
    }
  }

  void print(PrintStream out) {
    out.printf("%n%s%n%s; median [low, high] of %d parts%n%n", machine, work, eventUs.rounds());
    row(out, "lists a second", listsPerSecond.text("%,.0f"));
    row(out, "bare sessions, lists a second", bareListsPerSecond.text("%,.0f"));
    row(out, "efficiency: the one over the other", efficiency.text("%.3f"));
    row(out, "CPU of the job for an event, us", eventUs.text("%.0f"));
    stageUs.forEach((stage, us) -> row(out, "  stage " + stage, us.text("%.1f")));
    threadUs.forEach((work, us) -> row(out, "  threads: " + work, us.text("%.1f")));
    row(out, "outside of encode and retrieval, us", outsideUs.text("%.0f"));
    row(out, "pass-through job, us", passThroughUs.text("%.1f"));
    row(
        out,
        "overheadOverPassThrough: the one over the other",
        "%.2f".formatted(overheadOverPassThrough));
    row(out, "highest steady pace, events a second", "%,.0f".formatted(steadyEventsPerSecond));
    row(
        out,
        "event to list at %,.0f events a second, ms".formatted(pacedEventsPerSecond),
        eventToListMs.text());
    legMs.forEach((leg, ms) -> row(out, "  " + leg, ms.text()));
    row(out, "CPU of the job for an event at that pace, us", pacedEventUs.text("%.0f"));
    row(out, "  outside of encode and retrieval", pacedOutsideUs.text("%.0f"));
    row(out, "  pass-through job at the same pace", pacedPassThroughUs.text("%.0f"));
    row(out, "  overheadAtSamePace: the one over the other", "%.2f".formatted(overheadAtSamePace));
  }

  private static void row(PrintStream out, String name, String value) {
    out.printf("%-48s %s%n", name, value);
  }
}
