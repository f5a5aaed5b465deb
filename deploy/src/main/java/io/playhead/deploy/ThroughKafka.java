package io.playhead.deploy;

import io.playhead.deploy.replay.ReplayRequest;
import io.playhead.deploy.replay.kafka.KafkaReplay;
import io.playhead.deploy.replay.kafka.KafkaReplayFigures;
import io.playhead.deploy.replay.kafka.KafkaReplayOptions;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * Options of a replay that sends the recording through a real broker and registry: the whole path,
 * with few lists for a busy member as live.
 */
final class ThroughKafka {
  @Option(
      names = "--through-kafka",
      required = true,
      description =
          "Send the recording through broker and registry in local mode; events that come close"
              + " together share a list.")
  private boolean throughKafka;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      paramLabel = "N",
      description = "Partitions of every topic. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--in-flight",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Most events sent and not yet in a list. Default: ${DEFAULT-VALUE}.")
  private long inFlight;

  @Option(
      names = "--all-revisions",
      description = "Write every page to lists.csv, not each member's last alone.")
  private boolean allRevisions;

  /** Runs it; returns the exit code. */
  int run(ReplayRequest request, Path json) {
    Checks.atLeastOne("--partitions", partitions);
    Checks.atLeastOne("--in-flight", inFlight);
    if (request.bundle() == null || request.compare() != null || request.speed() > 0) {
      throw CommandFailure.badInput(
          "--through-kafka takes one --bundle, and neither --compare nor --speed");
    }
    KafkaReplayFigures figures =
        new KafkaReplay(
                new KafkaReplayOptions(
                    request.recording(),
                    request.bundle(),
                    request.out(),
                    request.work(),
                    request.holdOut(),
                    request.parallelism(),
                    partitions,
                    inFlight,
                    request.rules(),
                    allRevisions))
            .run();
    JsonFile.write(json, figures);
    System.out.printf(
        "%,d events to %,d lists of %,d members in %.1f s, %,.0f events/s; event to list p50 %d ms,"
            + " p99 %d ms; %,d rejected, %,d lost: %s%n",
        figures.eventsIn(),
        figures.listsOut(),
        figures.membersWithList(),
        figures.seconds(),
        figures.eventsPerSecond(),
        figures.eventToListMs().p50(),
        figures.eventToListMs().p99(),
        figures.rejected(),
        figures.lost(),
        request.out().resolve("lists.csv"));
    if (figures.lost() > 0) {
      System.err.printf("replay: %,d accepted events are in no list%n", figures.lost());
      return 1;
    }
    return 0;
  }
}
