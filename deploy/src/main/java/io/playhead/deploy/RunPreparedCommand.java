package io.playhead.deploy;

import io.playhead.deploy.local.Releases;
import io.playhead.deploy.local.TopicSetup;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.stream.RunCommand;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code playhead run}: the job, and before it whatever a new Kafka and registry need. */
@Command(name = "run")
final class RunPreparedCommand implements Callable<Integer> {
  @Mixin private RunCommand job;

  @Spec private CommandSpec spec;

  @Option(
      names = "--prepare",
      description = "First make the topics that are missing and register the schemas.")
  private boolean prepare;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      paramLabel = "N",
      description = "With --prepare: partitions of new topics. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "First announce the model bundle in this folder on the channel.")
  private Path bundle;

  @Override
  public Integer call() {
    String bootstrap = value("--bootstrap");
    String registry = value("--registry");
    Path clientConfig = spec.findOption("--client-config").getValue();
    ClientSettings clients = ClientConfigOption.read(clientConfig);
    if (prepare) {
      if (partitions < 1) {
        throw CommandFailure.badInput("--partitions must be at least 1, not " + partitions);
      }
      TopicSetup.prepare(bootstrap, registry, partitions, clients);
    }
    if (bundle != null) {
      ModelRelease release = Releases.of(bundle);
      release.setChannel(value("--channel"));
      try (TopicWriter writer =
          new TopicWriter(bootstrap, new RegistrySchemaIds(registry, clients), clients)) {
        writer.send(release);
        writer.flush();
      }
    }
    return job.call();
  }

  private String value(String option) {
    return spec.findOption(option).getValue();
  }
}
