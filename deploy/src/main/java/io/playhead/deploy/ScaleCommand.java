package io.playhead.deploy;

import io.playhead.deploy.scale.EventPartitions;
import io.playhead.deploy.scale.JobLag;
import io.playhead.deploy.scale.ScaleFigures;
import io.playhead.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code playhead scale}: more partitions for members' events. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Gives playback-events, device-events and feedback-events more partitions, and no other"
            + " topic: pages and titles would be left behind on their old ones. The job may run if"
            + " it has caught up; docs/operations/scaling.md tells the rest.")
final class ScaleCommand implements Callable<Integer> {
  /**
   * The job finds new partitions within 10 s, in which it must not pass the default lateness of 10
   * minutes in event time: a tenth of it.
   */
  private static final long BEHIND_MS_MAX = 60_000;

  private static final int PARTITIONS_MAX = 10_000;

  @Option(
      names = "--bootstrap",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Kafka bootstrap servers.")
  private String bootstrap;

  @Option(
      names = "--partitions",
      required = true,
      paramLabel = "N",
      description = "Partitions of each of the three topics from now on.")
  private int partitions;

  @Option(
      names = "--group",
      defaultValue = "playhead",
      paramLabel = "ID",
      description = "Consumer group of the job, to see whether it is behind (${DEFAULT-VALUE}).")
  private String group;

  @Option(
      names = "--job-is-stopped",
      description = "It does not matter how far the job is behind, as it does not run.")
  private boolean jobIsStopped;

  @Option(names = "--dry-run", description = "Check everything and change nothing.")
  private boolean dryRun;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private Path json;

  @Override
  public Integer call() {
    if (partitions < 1 || partitions > PARTITIONS_MAX) {
      throw CommandFailure.badInput(
          "--partitions must lie between 1 and %d, not %d".formatted(PARTITIONS_MAX, partitions));
    }
    try (EventPartitions topics = new EventPartitions(bootstrap)) {
      topics.increaseTo(partitions, true); // what cannot be is said before the job is looked at
      if (!jobIsStopped) {
        requireCaughtUp();
      }
      ScaleFigures figures = topics.increaseTo(partitions, dryRun);
      JsonFile.write(json, figures);
      figures
          .before()
          .forEach(
              (topic, before) ->
                  System.out.printf(
                      "%-16s %5d -> %d partitions%s%n",
                      topic, before, figures.after().get(topic), dryRun ? " (dry run)" : ""));
    }
    return 0;
  }

  private void requireCaughtUp() {
    JobLag.Behind behind =
        JobLag.of(
            bootstrap,
            group,
            List.of(Topics.PLAYBACK_EVENTS, Topics.DEVICE_EVENTS, Topics.FEEDBACK_EVENTS),
            System.currentTimeMillis());
    if (behind.ageMs() > BEHIND_MS_MAX) {
      throw CommandFailure.badInput(
          "the job is %,d s behind on %s and could pass events on partitions that it has not found"
                  .formatted(behind.ageMs() / 1_000, behind.partition())
              + " yet: let it catch up, or stop it and say --job-is-stopped");
    }
  }
}
