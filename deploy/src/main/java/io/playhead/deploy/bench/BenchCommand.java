package io.playhead.deploy.bench;

import io.playhead.deploy.bench.view.ViewBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code playhead bench NAME}: measures one claim. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures what Playhead claims, beside what it replaces, in one run; medians and spreads of"
            + " several rounds.",
    subcommands = {
      IncrementalBench.class,
      PipelineBench.class,
      StateBench.class,
      SwapBench.class,
      SkewBench.class,
      RescaleBench.class,
      RecoveryBench.class,
      DayBench.class,
      ScoreBench.class,
      FunctionBench.class,
      GpuBench.class,
      ViewBench.class
    })
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "bench needs a name: " + spec.subcommands().keySet());
  }
}
