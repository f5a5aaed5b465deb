package io.playhead.deploy;

import io.playhead.deploy.chaos.ChaosFigures;
import io.playhead.deploy.chaos.ChaosOptions;
import io.playhead.deploy.chaos.ChaosRun;
import io.playhead.deploy.chaos.FaultKind;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.WorkFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code playhead chaos}: faults on purpose, and proof that nobody could see them. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Starts brokers, registry, view and a Flink cluster as processes, feeds them an input and"
            + " injects faults, all drawn from the seed; then holds every member's list and tokens"
            + " against those of a run without faults.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:Every law held", "1:A law was broken: a sentence for each difference"})
final class ChaosCommand implements Callable<Integer> {
  private static final double FAULTS_PER_MINUTE = 3.5;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Another seed gives another input and other faults (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--minutes",
      defaultValue = "10",
      paramLabel = "M",
      description = "How long the input lasts (${DEFAULT-VALUE}).")
  private double minutes;

  @Option(names = "--members", defaultValue = "300", description = "Members (${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--events-per-second",
      defaultValue = "50",
      paramLabel = "N",
      description = "Of all members together (${DEFAULT-VALUE}).")
  private double eventsPerSecond;

  @Option(
      names = "--faults",
      paramLabel = "N",
      description = "How many; default: 3.5 a minute, each kind at least once in four minutes.")
  private Integer faults;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "KIND",
      description =
          "Faults to draw from, by their labels; default: all of ${COMPLETION-CANDIDATES}.",
      completionCandidates = Labels.class)
  private List<String> only = List.of();

  @Option(
      names = "--brokers",
      defaultValue = "3",
      paramLabel = "N",
      description = "1 or 3 (${DEFAULT-VALUE}).")
  private int brokers;

  @Option(
      names = "--task-managers",
      defaultValue = "2",
      paramLabel = "N",
      description = "With one slot each (${DEFAULT-VALUE}).")
  private int taskManagers;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      paramLabel = "N",
      description = "Of the job; further task managers stand by (${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "The model to serve (deploy/demo-bundle).")
  private Path bundle;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep data and logs there; else they go where temporary files go.")
  private Path keep;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private Path json;

  /** The labels of all kinds. */
  static final class Labels extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Labels() {
      super(Arrays.stream(FaultKind.values()).map(FaultKind::label).toList());
    }
  }

  @Override
  public Integer call() {
    if (!(minutes > 0) || members < 1 || !(eventsPerSecond > 0) || (brokers != 1 && brokers != 3)) {
      throw CommandFailure.badInput(
          "--minutes, --members and --events-per-second must be above 0, --brokers 1 or 3");
    }
    if (parallelism < 1 || parallelism > taskManagers) {
      throw CommandFailure.badInput(
          "--parallelism "
              + parallelism
              + " must lie between 1 and --task-managers "
              + taskManagers);
    }
    List<FaultKind> kinds = kinds();
    int count = faults == null ? (int) Math.ceil(minutes * FAULTS_PER_MINUTE) : faults;
    Path model = Home.ofThisProcess().bundle(bundle);
    try (WorkFolder work =
        keep == null ? WorkFolder.temporary("playhead-chaos") : WorkFolder.fresh(keep, true)) {
      ChaosFigures figures =
          new ChaosRun(
                  new ChaosOptions(
                      seed,
                      Math.round(minutes * 60_000),
                      members,
                      eventsPerSecond,
                      brokers,
                      taskManagers,
                      parallelism,
                      kinds,
                      count,
                      model,
                      work.path()))
              .run();
      JsonFile.write(json, figures);
      print(figures);
      return figures.holds() ? 0 : 1;
    }
  }

  private List<FaultKind> kinds() {
    if (only.isEmpty()) {
      return List.of(FaultKind.values());
    }
    List<FaultKind> kinds = new ArrayList<>();
    for (String label : only) {
      FaultKind kind = FaultKind.of(label);
      if (kind == null) {
        throw CommandFailure.badInput("--only " + label + " is none of " + new Labels());
      }
      kinds.add(kind);
    }
    return kinds;
  }

  private void print(ChaosFigures f) {
    System.out.printf(
        "%n%d faults (%s), %,d events, %d members compared, %d forgotten%n",
        f.faultsInjected(),
        f.faultsByKind().entrySet().stream()
            .map(kind -> kind.getValue() + " " + kind.getKey())
            .collect(Collectors.joining(", ")),
        f.eventsSent(),
        f.membersCompared(),
        f.membersForgotten());
    if (!f.faultsImpossible().isEmpty()) {
      System.out.println("not possible here: " + String.join(", ", f.faultsImpossible()));
    }
    System.out.printf(
        "lists lost %d, wrong %d; tokens wrong %d; went back %d of %,d; silently dropped %d%n",
        f.listsLost(),
        f.listsWrong(),
        f.tokensWrong(),
        f.wentBack(),
        f.pagesDelivered(),
        f.eventsSilentlyDropped());
    if (f.killToFreshListMedian() != null) {
      System.out.printf(
          "task manager killed to fresh lists: median %.1f s, max %.1f s%n",
          f.killToFreshListMedian(), f.killToFreshListMax());
    }
    f.differences().forEach(System.out::println);
    System.out.println("again: deploy/playhead chaos " + again());
  }

  /** The options that give this run again. */
  private String again() {
    String line = "--seed " + seed + " --minutes " + minutes + " --members " + members;
    line += " --events-per-second " + eventsPerSecond + " --brokers " + brokers;
    line += " --task-managers " + taskManagers + " --parallelism " + parallelism;
    line += faults == null ? "" : " --faults " + faults;
    return only.isEmpty() ? line : line + " --only " + String.join(",", only);
  }
}
