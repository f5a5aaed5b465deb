package io.playhead.deploy;

import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.TrainProcess;
import io.playhead.deploy.local.WorkFolder;
import io.playhead.deploy.loop.LoopFigures;
import io.playhead.deploy.loop.LoopOptions;
import io.playhead.deploy.loop.LoopRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code playhead loop}: record, train, evaluate, release, once around, and what it was worth. */
@Command(
    name = "loop",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Closes the loop once on this machine: simulated members whose tastes move live under a"
            + " model; their topics are recorded, a model is trained on from it, evaluated and"
            + " released; then pages are held against what the old model would have shown.")
final class LoopCommand implements Callable<Integer> {
  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "The model that serves first (deploy/demo-bundle).")
  private Path bundle;

  @Option(names = "--members", defaultValue = "1000", description = "Members (${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "Another seed gives other members (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--drift",
      defaultValue = "1.5",
      paramLabel = "S",
      description = "How far fashions move tastes; see simulate (${DEFAULT-VALUE}).")
  private double drift;

  @Option(
      names = "--days",
      defaultValue = "14",
      paramLabel = "N",
      description =
          "Days to record; the last of them is held out to compare the models (${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--days-after",
      defaultValue = "3",
      paramLabel = "N",
      description = "Days to live under the new model (${DEFAULT-VALUE}).")
  private int daysAfter;

  @Option(
      names = "--minutes",
      defaultValue = "3",
      paramLabel = "M",
      description = "Of training (${DEFAULT-VALUE}).")
  private double minutes;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private Path json;

  @Override
  public Integer call() throws IOException {
    if (members < 1 || days < 2 || daysAfter < 1 || !(minutes > 0) || !(drift >= 0)) {
      throw CommandFailure.badInput(
          "--days must be at least 2, --drift at least 0, --members, --days-after and --minutes"
              + " above 0");
    }
    Path model = Home.ofThisProcess().bundle(bundle);
    // Kept when it fails: the logs in it say why.
    Path work = Files.createTempDirectory("playhead-loop");
    LoopFigures figures =
        new LoopRun(
                new LoopOptions(model, members, seed, drift, days, daysAfter, minutes, work),
                words -> TrainProcess.run(Home.ofThisProcess(), words))
            .run();
    WorkFolder.delete(work);
    JsonFile.write(json, figures);
    print(figures.loop());
    return 0;
  }

  private static void print(LoopFigures.Loop f) {
    System.out.printf(
        "%n%s to %s: %,d events recorded; NDCG@10 on the day held out %.4f, was %.4f%n",
        f.oldModelId(), f.newModelId(), f.recorded().events(), f.newNdcg10(), f.oldNdcg10());
    System.out.printf(
        "after the release, %,d plays in expectation: oracle %.4f, published pages %.4f, the old"
            + " model's lists %.4f%n",
        f.plays(), f.oracleNdcg10(), f.withNdcg10(), f.withoutNdcg10());
    System.out.printf(
        "gain %.4f [%.4f,%.4f]; %.0f s from recording to release, %.0f s in all%n",
        f.gain(),
        f.gainInterval().low(),
        f.gainInterval().high(),
        f.secondsToRelease(),
        f.seconds());
  }
}
