package io.playhead.stream;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Events a second through the whole graph on one subtask, from a list in memory to a list in
 * memory, with RocksDB and a checkpoint every 500 ms. Arguments: members, events for each, batch
 * rows.
 *
 * <p>Not a test: {@code java -cp ... io.playhead.stream.GraphBenchmark 2000 20 64}. The first of
 * its three runs warms up.
 */
final class GraphBenchmark {
  private static final int RUNS = 3;

  private GraphBenchmark() {}

  /** Runs it and prints one line a run. */
  public static void main(String[] arguments) throws Exception {
    int members = Integer.parseInt(arguments[0]);
    int perMember = Integer.parseInt(arguments[1]);
    int batchRows = Integer.parseInt(arguments[2]);
    Path folder = Files.createTempDirectory("graph-benchmark");
    Scenario scenario = new Scenario(1, folder.resolve("bundle")).live(members, perMember);
    for (int run = 0; run < RUNS; run++) {
      JobOptions options = GraphRun.options(1).withBatch(batchRows, 20);
      GraphRun graph = new GraphRun(scenario.events, scenario.control, options);
      long startNs = System.nanoTime();
      long startCpuNs = cpuNs();
      Outputs outputs = graph.run(folder.resolve("state-" + run));
      double cpuUs = (cpuNs() - startCpuNs) / 1e3 / scenario.events.size();
      double seconds = (System.nanoTime() - startNs) / 1e9;
      System.out.printf(
          "%,d events, %,d members, batches of %d: %.1f s with start and stop, %,.0f events/s, %,.0f us of CPU an event,"
              + " %,d lists, %,d tokens%n",
          scenario.events.size(),
          members,
          batchRows,
          seconds,
          scenario.events.size() / seconds,
          cpuUs,
          outputs.lists().size(),
          outputs.tokens().size());
    }
  }

  /** Of the whole process: on a shared machine the clock on the wall says little. */
  private static long cpuNs() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
