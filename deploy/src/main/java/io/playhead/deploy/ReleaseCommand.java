package io.playhead.deploy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.playhead.deploy.local.Releases;
import io.playhead.deploy.local.Servers;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.inference.BundleException;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.Model;
import io.playhead.inference.ModelBundle;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.RegistrySchemaIds;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code playhead release}: a bundle is checked as the job would, and announced. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Announces a model bundle on model-releases: every job on the channel serves it from then"
            + " on. A bundle that a job would refuse is refused here.")
final class ReleaseCommand implements Callable<Integer> {
  @Option(
      names = "--bundle",
      required = true,
      paramLabel = "DIR",
      description = "The bundle's folder, at a path that every task can read.")
  private Path bundle;

  @Option(
      names = "--bootstrap",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Kafka bootstrap servers.")
  private String bootstrap;

  @Option(
      names = "--registry",
      required = true,
      paramLabel = "URL",
      description =
          "Schema registry with Confluent's API, such as http://127.0.0.1:8081/apis/ccompat/v7.")
  private String registry;

  @Option(
      names = "--channel",
      defaultValue = Releases.CHANNEL,
      paramLabel = "NAME",
      description = "Release channel. Default: ${DEFAULT-VALUE}.")
  private String channel;

  @Option(
      names = "--effective-from",
      paramLabel = "INSTANT",
      description =
          "In force from then on, such as 2026-01-31T00:00:00Z; of several the one that took force"
              + " last serves. Default: now.")
  private String effectiveFrom;

  @Option(
      names = "--trusted-key",
      paramLabel = "BASE64",
      description =
          "Only announce what is signed with this Ed25519 key, the public one in X.509 form; may be"
              + " given several times. Signed by 'train --signing-key'.")
  private List<String> trustedKeys = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the release as JSON.")
  private Path json;

  @Override
  public Integer call() {
    Instant effective = effectiveFrom();
    requireServes(trust());
    ModelRelease release = Releases.of(bundle);
    release.setChannel(channel);
    release.setEffectiveFromMs(effective.toEpochMilli());
    Servers.requireUp(bootstrap, registry);
    try (TopicWriter writer = new TopicWriter(bootstrap, new RegistrySchemaIds(registry))) {
      writer.send(release);
      writer.flush();
    }
    JsonFile.write(json, Announced.of(release));
    System.out.printf(
        "%s is announced on channel %s, in force from %s%n",
        release.getModelId(), channel, effective);
    return 0;
  }

  private Instant effectiveFrom() {
    try {
      return effectiveFrom == null ? Instant.now() : Instant.parse(effectiveFrom);
    } catch (DateTimeException e) {
      throw CommandFailure.badInput(
          "--effective-from must be an instant such as 2026-01-31T00:00:00Z, not " + effectiveFrom,
          e);
    }
  }

  private BundleTrust trust() {
    try {
      return BundleTrust.of(trustedKeys);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
  }

  /** Signature, hashes, graphs and golden outputs. */
  private void requireServes(BundleTrust trust) {
    try {
      Model.load(ModelBundle.open(bundle, trust)).close();
    } catch (BundleException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
  }

  /** The release as the JSON file says it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Announced(
      String channel,
      String modelId,
      String bundleUri,
      String manifestSha256,
      String signature,
      long effectiveFromMs) {
    static Announced of(ModelRelease release) {
      return new Announced(
          release.getChannel(),
          release.getModelId(),
          release.getBundleUri(),
          release.getManifestSha256(),
          release.getSignature(),
          release.getEffectiveFromMs());
    }
  }
}
