package io.playhead.deploy;

import io.playhead.deploy.demo.Demo;
import io.playhead.deploy.demo.DemoFigures;
import io.playhead.deploy.demo.DemoOptions;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead demo}: local mode with simulated members. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Starts everything on this machine and lets simulated members live on it.")
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--headless", description = "No pages, only figures at the end.")
  private boolean headless;

  @Option(
      names = "--seconds",
      description = "Seconds of live events (60 with --headless, else until Ctrl-C).")
  private Long seconds;

  @Option(names = "--members", defaultValue = "400", description = "Members (${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--speed",
      defaultValue = "600",
      description = "Simulated seconds in a second (${DEFAULT-VALUE}).")
  private double speed;

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "Another seed gives other members (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "Model bundle (deploy/demo-bundle).")
  private Path bundle;

  @Mixin private RulesOption rules;

  @Option(
      names = "--record",
      paramLabel = "DIR",
      description = "Record what is on the topics at the end, for replay.")
  private Path record;

  @Option(
      names = "--exact-bits",
      description = "Lists to the last bit as a replay makes them; see run --help.")
  private boolean exactBits;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private Path json;

  @Override
  public Integer call() throws IOException {
    if (members < 1 || !(speed > 0) || seconds != null && seconds < 1) {
      throw CommandFailure.badInput("--members, --speed and --seconds must be above 0");
    }
    Path model = Home.ofThisProcess().bundle(bundle);
    long liveSeconds = seconds != null ? seconds : headless ? 60 : Long.MAX_VALUE;
    Path rulesFile = rules.checked();
    // Kept when it fails: the logs in it say why.
    Path work = Files.createTempDirectory("playhead-demo");
    DemoOptions options =
        new DemoOptions(
            members, liveSeconds, speed, seed, model, rulesFile, record, exactBits, work);
    DemoFigures figures = new Demo(options, System.out, !headless).run();
    WorkFolder.delete(work);
    JsonFile.write(json, figures);
    print(figures);
    return 0;
  }

  private static void print(DemoFigures f) {
    System.out.printf(
        "%n%,d events, %,d lists, %,d of %,d members with a list; %,d rejected, %,d lost%n",
        f.eventsIn(), f.listsOut(), f.membersWithList(), f.membersIn(), f.rejected(), f.lost());
    System.out.printf(
        "history at %,.0f events/s; live from event to list: p50 %d ms, p99 %d ms%n",
        f.eventsPerSecond(), f.eventToListMs().p50(), f.eventToListMs().p99());
    System.out.printf(
        "NDCG@10 over %,d plays: oracle %.3f, lists %.3f = %.0f %% of it (+- %.0f), popularity %.3f ="
            + " %.0f %%%n",
        f.plays(),
        f.oracleNdcg10(),
        f.publishedNdcg10(),
        100 * f.shareOfOracle(),
        100 * f.shareOfOracleStandardError(),
        f.popularityNdcg10(),
        100 * f.shareOfPopularity());
    System.out.printf(
        "%d titles came out; %.0f %% of the pages since show one in their first ten%n",
        f.newReleases(), 100 * f.newReleaseShare());
  }
}
