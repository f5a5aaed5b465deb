package io.playhead.deploy;

import io.playhead.deploy.setup.Difference;
import io.playhead.deploy.setup.Setup;
import io.playhead.deploy.setup.SetupFigures;
import io.playhead.deploy.setup.SetupItem;
import io.playhead.deploy.setup.SetupOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead setup}: topics and schemas on a user's own Kafka and registry. */
@Command(
    name = "setup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Makes the topics and registers the schemas that are missing, and says what is there"
            + " already and how it differs. Changes nothing that is there.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Everything is there",
      "1:Something is there, but not as the engine relies on it; or, with --dry-run, is missing",
      "2:An option is wrong, or broker or registry would refuse: nothing was made",
      "3:Broker or registry do not answer"
    })
final class SetupCommand implements Callable<Integer> {
  @Mixin private ServersOptions servers;

  @Option(
      names = "--partitions",
      defaultValue = "64",
      paramLabel = "N",
      description =
          "Partitions of new topics; the largest parallelism that there will ever be, because they"
              + " can not become more later. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--replication",
      paramLabel = "N",
      description = "Copies of new topics. Default: the broker's.")
  private Short replication;

  @Option(names = "--dry-run", description = "Say what would be made, and make nothing.")
  private boolean dryRun;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the result as JSON.")
  private Path json;

  @Override
  public Integer call() {
    Checks.atLeastOne("--partitions", partitions);
    if (replication != null) {
      Checks.atLeastOne("--replication", replication);
    }
    SetupFigures figures =
        new Setup(
                new SetupOptions(
                    servers.bootstrap(),
                    servers.registry(),
                    servers.clients(),
                    partitions,
                    replication,
                    dryRun))
            .run();
    JsonFile.write(json, figures);
    print(figures.topics());
    print(figures.schemas());
    System.out.printf(
        "%d %s, %d there, %d of them not as setup makes them%n",
        figures.made(), dryRun ? "would be made" : "made", figures.there(), figures.differing());
    return figures.ready() ? 0 : 1;
  }

  private static void print(List<SetupItem> items) {
    for (SetupItem item : items) {
      System.out.printf("%-26s %-13s %s%n", item.name(), item.state(), item.about());
      for (Difference difference : item.differences()) {
        System.out.printf(
            "  %s %s is %s, setup makes it %s: %s%n",
            difference.reliedOn() ? "!" : "-",
            difference.what(),
            difference.found(),
            difference.wanted(),
            difference.why());
      }
    }
  }
}
