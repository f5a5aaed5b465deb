package io.playhead.deploy;

import io.playhead.deploy.local.Home;
import io.playhead.deploy.plan.Load;
import io.playhead.deploy.plan.ModelShape;
import io.playhead.deploy.plan.SystemPlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code playhead plan}: how large a system has to be. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "How many cores, partitions, bytes and instances a load takes, each number with its formula;"
            + " docs/operations/plan.md holds plans against measurements. Asks nobody and starts"
            + " nothing.")
final class PlanCommand implements Callable<Integer> {
  /** What an active member does while the default of --active-members holds: an event a minute. */
  private static final int SECONDS_BETWEEN_EVENTS = 60;

  @Option(
      names = "--events-per-second",
      required = true,
      paramLabel = "N",
      description = "Of all members together, at the busiest time.")
  private double eventsPerSecond;

  @Option(
      names = "--members",
      required = true,
      paramLabel = "N",
      description = "Who have a window in state.")
  private long members;

  @Option(names = "--titles", required = true, paramLabel = "N", description = "Of the catalogue.")
  private long titles;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "The model, with its window (deploy/demo-bundle).")
  private Path bundle;

  @Option(
      names = "--target-latency-ms",
      defaultValue = "200",
      paramLabel = "MS",
      description =
          "From event to list, of 99 in 100; from 500 on cores may be busier (${DEFAULT-VALUE}).")
  private int targetLatencyMs;

  @Option(
      names = "--active-members",
      paramLabel = "N",
      description =
          "Members who are there at the same time. Default: as many as make these events with one a"
              + " minute each.")
  private Long activeMembers;

  @Option(
      names = "--tokens-per-member",
      defaultValue = "500",
      paramLabel = "N",
      description = "That a member has on average (${DEFAULT-VALUE}).")
  private int tokensPerMember;

  @Option(
      names = "--events-per-session",
      defaultValue = "20",
      paramLabel = "N",
      description =
          "After which a member is gone for so long that the cache forgets it (${DEFAULT-VALUE}).")
  private int eventsPerSession;

  @Option(
      names = "--lookups-per-second",
      paramLabel = "N",
      description = "At the view. Default: one an event.")
  private Double lookupsPerSecond;

  @Option(
      names = "--checkpoint-interval-ms",
      defaultValue = "10000",
      paramLabel = "MS",
      description = "As run has it (${DEFAULT-VALUE}).")
  private int checkpointIntervalMs;

  @Option(
      names = "--retention-hours",
      defaultValue = "168",
      paramLabel = "H",
      description = "Of the members' events on Kafka (${DEFAULT-VALUE}).")
  private int retentionHours;

  @Option(
      names = "--replication",
      defaultValue = "3",
      paramLabel = "N",
      description = "Copies of each topic (${DEFAULT-VALUE}).")
  private int replication;

  @Option(
      names = "--cores-per-task-manager",
      defaultValue = "8",
      paramLabel = "N",
      description = "Of one process of the job (${DEFAULT-VALUE}).")
  private int coresPerTaskManager;

  @Option(names = "--explain", description = "Say where each constant was measured.")
  private boolean explains;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the plan as JSON.")
  private Path json;

  @Override
  public Integer call() {
    Load load =
        new Load(
            eventsPerSecond,
            members,
            titles,
            activeMembers != null ? activeMembers : defaultActive(),
            tokensPerMember,
            eventsPerSession,
            targetLatencyMs,
            lookupsPerSecond != null ? lookupsPerSecond : eventsPerSecond,
            checkpointIntervalMs,
            retentionHours,
            replication,
            coresPerTaskManager);
    Path model = Home.ofThisProcess().bundle(bundle);
    SystemPlan plan = SystemPlan.of(load, ModelShape.of(model));
    JsonFile.write(json, plan);
    plan.print(System.out, explains);
    return 0;
  }

  private long defaultActive() {
    double active = Math.ceil(eventsPerSecond * SECONDS_BETWEEN_EVENTS);
    return Math.max(1, Math.min(members, (long) active));
  }
}
