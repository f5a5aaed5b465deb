package io.playhead.deploy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.playhead.deploy.local.Releases;
import io.playhead.deploy.local.Servers;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.inference.BundleException;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.Model;
import io.playhead.inference.ModelBundle;
import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.ReleaseLane;
import io.playhead.schemas.Topics;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code playhead release}: a bundle is checked as the job would, and announced; or a canary or
 * shadow is ended.
 */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Announces a model bundle on model-releases: every job on the channel serves it from then"
            + " on, to all members or to a share of them. A bundle that a job would refuse is"
            + " refused here.")
final class ReleaseCommand implements Callable<Integer> {
  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "The bundle's folder, at a path that every task can read.")
  private Path bundle;

  @Mixin private ServersOptions servers;

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
      names = "--member-share",
      paramLabel = "SHARE",
      description =
          "A canary: serve it to this share of the members, above 0 and below 1, always the same"
              + " ones, and leave the others what they have; with --shadow up to 1. Another share"
              + " of the same bundle loads nothing anew. Default: 1, to all.")
  private double memberShare = 1;

  @Option(
      names = "--shadow",
      description =
          "Make lists with it, compare them with those that are published, in metrics, and publish"
              + " none.")
  private boolean shadow;

  @Option(names = "--end-canary", description = "End the channel's canary; takes no bundle.")
  private boolean endCanary;

  @Option(names = "--end-shadow", description = "End the channel's shadow; takes no bundle.")
  private boolean endShadow;

  @Option(
      names = "--trusted-key",
      paramLabel = "KEY",
      description =
          "Only announce what is signed with this Ed25519 key: the public one, in base64 (X.509) or"
              + " as a PEM file; may be given several times. Signed by 'train --signing-key'.")
  private List<String> trustedKeys = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the release as JSON.")
  private Path json;

  @Override
  public Integer call() {
    if (channel.indexOf(ReleaseLane.SEPARATOR) >= 0) {
      throw CommandFailure.badInput("--channel=" + channel + " must be a name without #");
    }
    if (endCanary || endShadow) {
      end();
    } else {
      announce();
    }
    return 0;
  }

  private void announce() {
    if (bundle == null) {
      throw CommandFailure.badInput("--bundle is missing: name the bundle's folder");
    }
    if (!(memberShare > 0 && memberShare <= 1)) {
      throw CommandFailure.badInput(
          "--member-share=" + memberShare + " must be above 0 and at most 1");
    }
    Instant effective = effectiveFrom();
    requireServes(trust());
    ModelRelease release = Releases.of(bundle);
    release.setChannel(channel);
    release.setEffectiveFromMs(effective.toEpochMilli());
    release.setMemberShare(memberShare);
    release.setShadow(shadow);
    write(writer -> writer.send(release));
    JsonFile.write(json, Announced.of(release));
    System.out.printf(
        "%s is announced on channel %s%s, in force from %s%n",
        release.getModelId(), channel, forWhom(), effective);
  }

  private String forWhom() {
    String whom = memberShare < 1 ? " for a share of " + memberShare + " of the members" : "";
    return shadow ? " as a shadow" + whom : whom;
  }

  private void end() {
    if (bundle != null || effectiveFrom != null || memberShare != 1 || shadow) {
      throw CommandFailure.badInput(
          "--end-canary and --end-shadow take no --bundle, --effective-from, --member-share or"
              + " --shadow: they end what is there");
    }
    List<ReleaseLane> lanes = new ArrayList<>();
    if (endCanary) {
      lanes.add(ReleaseLane.CANARY);
    }
    if (endShadow) {
      lanes.add(ReleaseLane.SHADOW);
    }
    write(
        writer ->
            lanes.forEach(
                lane -> writer.sendBytes(Topics.MODEL_RELEASES, lane.key(channel), null)));
    List<String> labels = lanes.stream().map(ReleaseLane::label).toList();
    JsonFile.write(json, Map.of("channel", channel, "ended", labels));
    System.out.printf("%s of channel %s is ended%n", String.join(" and ", labels), channel);
  }

  private void write(Consumer<TopicWriter> records) {
    ClientSettings settings = servers.clients();
    Servers.requireUp(servers.bootstrap(), servers.registry(), settings);
    try (TopicWriter writer =
        new TopicWriter(
            servers.bootstrap(), new RegistrySchemaIds(servers.registry(), settings), settings)) {
      records.accept(writer);
      writer.flush();
    }
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
      return BundleTrust.named(trustedKeys);
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
      long effectiveFromMs,
      double memberShare,
      boolean shadow) {
    static Announced of(ModelRelease release) {
      return new Announced(
          release.getChannel(),
          release.getModelId(),
          release.getBundleUri(),
          release.getManifestSha256(),
          release.getSignature(),
          release.getEffectiveFromMs(),
          release.getMemberShare(),
          release.getShadow());
    }
  }
}
