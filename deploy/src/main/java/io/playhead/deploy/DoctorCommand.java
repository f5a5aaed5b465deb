package io.playhead.deploy;

import io.playhead.deploy.doctor.DoctorFigures;
import io.playhead.deploy.doctor.DoctorOptions;
import io.playhead.deploy.doctor.Examination;
import io.playhead.deploy.doctor.Finding;
import io.playhead.deploy.doctor.Status;
import io.playhead.deploy.local.Releases;
import io.playhead.deploy.topics.KafkaAccess;
import io.playhead.inference.BundleTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead doctor}: what is wrong with a live system, and what to do. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Looks at a live system and says what is wrong with it and what to do. Changes nothing.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Nothing is wrong; there may be warnings",
      "1:Something is wrong, or could not be looked at",
      "2:An option is wrong",
      "3:The broker does not answer"
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private ServersOptions servers;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description =
          "Where the serving model's bundle is for this machine. Default: where its release says.")
  private Path bundle;

  @Option(
      names = "--trusted-key",
      paramLabel = "KEY",
      description =
          "What the job trusts: an Ed25519 public key in base64 or as a PEM file; may be given"
              + " several times. Default: signatures are not looked at.")
  private List<String> trustedKeys = List.of();

  @Option(
      names = "--channel",
      defaultValue = Releases.CHANNEL,
      paramLabel = "NAME",
      description = "Release channel. Default: ${DEFAULT-VALUE}.")
  private String channel;

  @Option(
      names = "--group",
      paramLabel = "ID",
      description = "The job's consumer group. Default: ${DEFAULT-VALUE}.")
  private String group = "playhead";

  @Option(names = "--view", paramLabel = "URL", description = "Also look at the view there.")
  private String view;

  @Option(
      names = "--view-id",
      paramLabel = "ID",
      description = "The view's --application-id. Default: ${DEFAULT-VALUE}.")
  private String viewId = "playhead-view";

  @Option(
      names = "--state-dir",
      paramLabel = "FOLDER",
      description = "Also look at the job's checkpoints and its disk.")
  private Path stateDir;

  @Option(
      names = "--progress-seconds",
      paramLabel = "SECONDS",
      description =
          "How long a job that is behind may take until it commits something: more than its"
              + " checkpoint interval. Default: ${DEFAULT-VALUE}.")
  private long progressSeconds = 30;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the findings as JSON.")
  private Path json;

  @Override
  public Integer call() {
    DoctorFigures figures = new Examination(options()).run();
    JsonFile.write(json, figures);
    for (Finding finding : figures.findings()) {
      System.out.printf(
          "%-14s  %-15s  %s%n", finding.status().words(), finding.check(), finding.detail());
      if (finding.remedy() != null) {
        System.out.printf("%-14s  %-15s  -> %s%n", "", "", finding.remedy());
      }
    }
    System.out.printf(
        "%d wrong, %d could not be looked at, %d warnings, %d ok, %.1f s%n",
        figures.counts().getOrDefault(Status.WRONG, 0L),
        figures.counts().getOrDefault(Status.UNSEEN, 0L),
        figures.counts().getOrDefault(Status.WARN, 0L),
        figures.counts().getOrDefault(Status.OK, 0L),
        figures.seconds());
    return figures.healthy() ? 0 : 1;
  }

  private DoctorOptions options() {
    Checks.atLeastOne("--progress-seconds", progressSeconds);
    requireFolder("--bundle", bundle);
    requireFolder("--state-dir", stateDir);
    return new DoctorOptions(
        new KafkaAccess(servers.bootstrap(), servers.clients()),
        Checks.address("--registry", servers.registry()).toString(),
        bundle,
        trust(),
        channel,
        group,
        view == null ? null : Checks.address("--view", view),
        viewId,
        stateDir,
        Duration.ofSeconds(progressSeconds));
  }

  private static void requireFolder(String option, Path folder) {
    if (folder != null && !Files.isDirectory(folder)) {
      throw CommandFailure.badInput(option + " " + folder + " is no folder of this machine");
    }
  }

  private BundleTrust trust() {
    try {
      return BundleTrust.named(trustedKeys);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
  }
}
