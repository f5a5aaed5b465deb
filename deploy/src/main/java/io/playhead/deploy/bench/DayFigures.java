package io.playhead.deploy.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What {@code bench day} found: the content of its {@code --json} file.
 *
 * @param bench its name
 * @param machine where it was measured, and of which commit
 * @param seed of the events
 * @param work what was measured, in words
 * @param samples of the job by percent of the day's events
 * @param ratio100Over10 of each figure that is to be flat, of state the medians
 * @param eventsPerSecond over the day, samples included
 * @param listsPerEvent less than one where a member had several events in a batch, from the first
 *     sample on
 * @param hitShare lists made from cached keys and values, of all lists from the first sample on
 * @param evictions members pushed out of the cache from the first sample on
 * @param account where every event is in the end
 * @param eventsLost of which nothing is known
 * @param topicsMbMax most that all topics had on disk at once
 * @param stateMbMax most that state and checkpoints had on disk at once
 * @param seconds the whole command
 */
record DayFigures(
    String bench,
    Machine machine,
    long seed,
    String work,
    Map<String, JobSample> samples,
    Map<String, Double> ratio100Over10,
    double eventsPerSecond,
    double listsPerEvent,
    double hitShare,
    long evictions,
    DayAccount account,
    long eventsLost,
    double topicsMbMax,
    double stateMbMax,
    double seconds) {
  private static final Map<String, ToDoubleFunction<JobSample>> FLAT = flat();

  private static Map<String, ToDoubleFunction<JobSample>> flat() {
    Map<String, ToDoubleFunction<JobSample>> flat = new LinkedHashMap<>();
    flat.put("heapMb", JobSample::heapMb);
    flat.put("nativeMb", JobSample::nativeMb);
    flat.put("directMb", JobSample::directMb);
    flat.put("residentMb", JobSample::residentMb);
    flat.put("threads", JobSample::threads);
    flat.put("handles", JobSample::handles);
    flat.put("liveBytesPerMember", JobSample::liveBytesPerMember);
    flat.put("stateBytesPerMember", sample -> sample.stateBytesPerMember().median());
    flat.put("rocksDbBytesPerMember", sample -> sample.rocksDbBytesPerMember().median());
    return flat;
  }

  /**
   * Of one run.
   *
   * @param dayNs when its day began
   */
  static DayFigures of(
      DayRun.Load load,
      Map<String, JobSample> samples,
      DayAccount account,
      JobProbe probe,
      long dayNs,
      double seconds) {
    JobSample first = samples.get("10");
    JobSample last = samples.get("100");
    Map<String, Double> ratios = new LinkedHashMap<>();
    FLAT.forEach(
        (name, figure) ->
            ratios.put(name, figure.applyAsDouble(last) / figure.applyAsDouble(first)));
    return new DayFigures(
        "day",
        Machine.ofThisProcess(),
        load.seed(),
        "%,d members with %,d tokens, %,d events of a day, one in %d ms, %,d MB for keys and values"
            .formatted(
                load.members(), load.tokens(), load.events(), load.spacingMs(), load.cacheMb()),
        samples,
        ratios,
        (last.events() - load.history()) * 1e9 / (last.atNs() - dayNs),
        (double) (last.lists() - first.lists()) / (last.events() - first.events()),
        (double) (last.cacheHits() - first.cacheHits()) / (last.lists() - first.lists()),
        last.cacheEvictions() - first.cacheEvictions(),
        account,
        account.lost(),
        probe.topicBytesMax() / 1e6,
        probe.stateBytesMax() / 1e6,
        seconds);
  }

  void print(PrintStream out) {
    out.printf("%n%s%n%s%n%n%-30s", machine, work, "of the day's events");
    samples.keySet().forEach(percent -> out.printf(" %11s %%", percent));
    out.printf(" %13s%n", "100 over 10");
    FLAT.forEach(
        (name, figure) -> {
          samples(out, name, figure);
          out.printf(" %13.3f%n", ratio100Over10.get(name));
        });
    samples(out, "cached members", JobSample::cachedMembers);
    out.println();
    samples(out, "events not taken then", JobSample::aheadEvents);
    out.println();
    out.printf("%n%-30s %,.0f%n", "events a second", eventsPerSecond);
    out.printf("%-30s %.2f%n", "lists an event", listsPerEvent);
    out.printf("%-30s %.4f%n", "hitShare", hitShare);
    out.printf("%-30s %,d%n", "evictions", evictions);
    out.printf("%-30s %,d%n", "events sent, histories too", account.sent());
    out.printf("%-30s %,d%n", "  in lists", account.inLists());
    out.printf(
        "%-30s %,d of %,d%n", "  duplicates", account.duplicates(), account.duplicatesSent());
    account
        .rejected()
        .forEach(
            (reason, count) ->
                out.printf(
                    "%-30s %,d of %,d%n",
                    "  rejected, " + reason, count, account.sentToBeRejected().get(reason)));
    out.printf("%-30s %,d%n", "eventsLost", eventsLost);
    out.printf("%-30s %,.0f, %,.0f MB%n", "most on disk: topics, state", topicsMbMax, stateMbMax);
  }

  private void samples(PrintStream out, String name, ToDoubleFunction<JobSample> figure) {
    out.printf("%-30s", name);
    samples.values().forEach(sample -> out.printf(" %,13.0f", figure.applyAsDouble(sample)));
  }
}
