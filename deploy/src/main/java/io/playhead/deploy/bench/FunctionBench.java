package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.JsonFile;
import io.playhead.deploy.local.Home;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead bench functions}: what one call of the path's functions costs, by JMH. */
@Command(
    name = "functions",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "What one call of each function on the path costs, measured by JMH in a process of its own"
            + " on one thread: an event decoded, an event into its member's window, a page from a"
            + " cache, a title into the catalogue.")
final class FunctionBench implements Callable<Integer> {
  private static final TimeValue ROUND = TimeValue.seconds(2);
  private static final int WARM_UPS = 4;

  @Mixin private BenchOptions options;

  @Option(names = "--bundle", paramLabel = "DIR", description = "The model (deploy/demo-bundle).")
  private Path bundle;

  @Override
  public Integer call() {
    long startNs = System.nanoTime();
    Path model = Home.ofThisProcess().bundle(bundle);
    BenchModels.load(model).close(); // refuses a bad one here and not in the other process
    FunctionFigures figures =
        new FunctionFigures(
            "functions",
            Machine.ofThisProcess(),
            "10,000 titles, 512 members with full windows, %s; median [low, high] of %d rounds of %s"
                .formatted(model.getFileName(), options.rounds(), ROUND),
            measure(model),
            (System.nanoTime() - startNs) / 1e9);
    JsonFile.write(options.json, figures);
    figures.print(System.out);
    return 0;
  }

  private Map<String, Spread> measure(Path model) {
    Options jmh =
        new OptionsBuilder()
            .include(Functions.class.getName())
            .forks(1)
            .warmupIterations(WARM_UPS)
            .warmupTime(ROUND)
            .measurementIterations(options.rounds())
            .measurementTime(ROUND)
            .jvmArgsAppend("-D" + Functions.BUNDLE + "=" + model.toAbsolutePath())
            .build();
    Map<String, Spread> callUs = new TreeMap<>();
    try {
      for (RunResult result : new Runner(jmh).run()) {
        double[] rounds =
            result.getBenchmarkResults().iterator().next().getIterationResults().stream()
                .map(IterationResult::getPrimaryResult)
                .mapToDouble(round -> round.getScore())
                .toArray();
        callUs.put(result.getPrimaryResult().getLabel(), Spread.of(rounds));
      }
    } catch (RunnerException e) {
      throw CommandFailure.other("JMH could not measure: " + e.getMessage(), e);
    }
    return callUs;
  }
}
