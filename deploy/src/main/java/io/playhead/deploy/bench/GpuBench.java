package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.JsonFile;
import io.playhead.deploy.Progress;
import io.playhead.deploy.local.WorkFolder;
import io.playhead.deploy.simulator.SimulatedCatalogue;
import io.playhead.inference.ExecutionProvider;
import io.playhead.inference.ProviderException;
import io.playhead.inference.ProviderProbe;
import io.playhead.schemas.Title;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead bench gpu}: lists a second of one GPU beside all cores of its machine. */
@Command(
    name = "gpu",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lists a second of one GPU beside all cores of its machine, from cached keys and values and"
            + " from whole windows, in batches of several sizes: which is cheapest, and what share of"
            + " the arithmetic that is possible there it does. Ends with one sentence where there is"
            + " no GPU that works.")
final class GpuBench implements Callable<Integer> {
  @Mixin private BenchOptions options;

  @Option(
      names = "--provider",
      defaultValue = "cuda",
      paramLabel = "cpu|cuda",
      description = "cuda: the GPU beside the cores; cpu: the cores alone (${DEFAULT-VALUE}).")
  private String provider;

  @Option(
      names = "--gpu-device",
      defaultValue = "0",
      paramLabel = "N",
      description = "Index of the GPU (${DEFAULT-VALUE}).")
  private int gpuDevice;

  @Option(names = "--width", defaultValue = "256", description = "(${DEFAULT-VALUE}).")
  private int width;

  @Option(names = "--layers", defaultValue = "4", description = "(${DEFAULT-VALUE}).")
  private int layers;

  @Option(
      names = "--window",
      defaultValue = "500",
      paramLabel = "TOKENS",
      description = "Tokens of a window, a multiple of 4 (${DEFAULT-VALUE}).")
  private int window;

  @Option(names = "--titles", defaultValue = "2000", description = "(${DEFAULT-VALUE}).")
  private int titleCount;

  @Option(
      names = "--gpu-threads",
      defaultValue = "4",
      paramLabel = "N",
      description = "Threads that hand the GPU batches (${DEFAULT-VALUE}).")
  private int gpuThreads;

  @Override
  public Integer call() {
    long startNs = System.nanoTime();
    if (width < 8 || width % 4 != 0 || layers < 2 || window < 8 || window % 4 != 0) {
      throw CommandFailure.badInput(
          "--width and --window must be multiples of 4 from 8 on, --layers at least 2");
    }
    if (titleCount < 100 || gpuThreads < 1) {
      throw CommandFailure.badInput("--titles must be at least 100, --gpu-threads at least 1");
    }
    ExecutionProvider asked = usable();
    List<String> shape =
        List.of(
            "--width", "" + width,
            "--layers", "" + layers,
            "--heads", "4",
            "--window", "" + window,
            "--stride", "" + window / 4,
            "--blocks", "0");
    try (WorkFolder work = WorkFolder.temporary("playhead-bench")) {
      Path bundle = new BenchModels(work.path(), options.seed).trained("model", shape);
      GpuFigures figures = measure(bundle, asked, startNs);
      JsonFile.write(options.json, figures);
      figures.print(System.out);
    }
    return 0;
  }

  /** Said before a model is trained for nothing. */
  private ExecutionProvider usable() {
    ExecutionProvider asked;
    try {
      asked = ExecutionProvider.parse(provider, gpuDevice);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
    try {
      ProviderProbe.check(asked);
      return asked;
    } catch (ProviderException e) {
      String sentence = asked.isCuda() ? "No GPU to measure. " : "";
      throw CommandFailure.badInput(sentence + e.getMessage(), e);
    }
  }

  private GpuFigures measure(Path bundle, ExecutionProvider asked, long startNs) {
    List<Title> titles =
        SimulatedCatalogue.of(SimulatedCatalogue.SEED, titleCount).releasedBy(Long.MAX_VALUE);
    int cores = Runtime.getRuntime().availableProcessors();
    long steps = ProviderRates.STEPS * (asked.isCuda() ? 2L : 1);
    try (Progress progress = Progress.start("gpu", steps, " measurements", 1)) {
      AtomicLong done = new AtomicLong();
      Runnable measured = () -> progress.at(done.incrementAndGet());
      GpuFigures.Provider onCores =
          new ProviderRates(ExecutionProvider.CPU, cores, options.rounds(), measured)
              .measure(bundle, titles);
      GpuFigures.Provider onCard =
          asked.isCuda()
              ? new ProviderRates(asked, gpuThreads, options.rounds(), measured)
                  .measure(bundle, titles)
              : null;
      return new GpuFigures(
          "gpu",
          Machine.ofThisProcess(),
          onCard == null ? null : nameOf(asked),
          options.seed,
          "width %d, %d layers, window of %d".formatted(width, layers, window),
          titles.size(),
          onCores,
          onCard,
          onCard == null
              ? null
              : Spread.ofRatios(onCard.cheapest().rounds(), onCores.cheapest().rounds()),
          (onCard == null ? onCores : onCard).cheapest().shareOfPeak(),
          (System.nanoTime() - startNs) / 1e9);
    }
  }

  private static String nameOf(ExecutionProvider gpu) {
    try {
      Process query =
          new ProcessBuilder(
                  "nvidia-smi",
                  "--query-gpu=name",
                  "--format=csv,noheader",
                  "-i",
                  "" + gpu.device())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String name =
          new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
      return query.waitFor() == 0 ? name : gpu.toString();
    } catch (IOException e) {
      return gpu.toString(); // It works without that tool.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return gpu.toString();
    }
  }
}
