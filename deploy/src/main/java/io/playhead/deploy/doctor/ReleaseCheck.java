package io.playhead.deploy.doctor;

import io.playhead.deploy.topics.TopicScan;
import io.playhead.inference.BundleException;
import io.playhead.inference.ModelBundle;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.RecordDecoder;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.ReleaseLane;
import io.playhead.schemas.Topics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model is announced on the channel, and its bundle is there, whole and signed. */
final class ReleaseCheck implements Check {
  private static final String ANNOUNCE = "announce one: 'playhead release --bundle DIR' does";

  @Override
  public String name() {
    return "model release";
  }

  @Override
  public List<Finding> look(LiveSystem system) {
    Findings findings = new Findings(name());
    if (!system.has(Topics.MODEL_RELEASES)) {
      return findings
          .unseen("the topic " + Topics.MODEL_RELEASES + " is missing", "make the topics first")
          .all();
    }
    String channel = system.options().channel();
    Map<String, byte[]> latest = new HashMap<>();
    TopicScan.read(
        system.kafka(),
        List.of(Topics.MODEL_RELEASES),
        record -> {
          if (record.key() != null) {
            latest.put(new String(record.key(), StandardCharsets.UTF_8), record.value());
          }
        });
    RecordDecoder<ModelRelease> decoder =
        new RecordDecoder<>(ModelRelease.class, system.schemaIds());
    for (ReleaseLane lane : ReleaseLane.values()) {
      byte[] value = latest.get(lane.key(channel));
      if (value != null) {
        look(system, lane, value, decoder, findings);
      } else if (lane == ReleaseLane.SERVING) {
        findings.wrong(
            "no model is released on channel " + channel + ": no lists are made", ANNOUNCE);
      }
    }
    return findings.all();
  }

  private static void look(
      LiveSystem system,
      ReleaseLane lane,
      byte[] value,
      RecordDecoder<ModelRelease> decoder,
      Findings findings) {
    ModelRelease release;
    try {
      release = decoder.decode(value);
    } catch (RejectedRecordException e) {
      findings.wrong(
          "the release of lane " + lane.label() + " cannot be read: " + e.detail(), ANNOUNCE);
      return;
    }
    String name = release.getModelId() + " (" + lane.label() + ")";
    if (release.getEffectiveFromMs() > System.currentTimeMillis()) {
      findings.warn(
          name + " takes force only at " + Instant.ofEpochMilli(release.getEffectiveFromMs()),
          "wait, or announce it anew with an earlier --effective-from");
    }
    verify(system, release, name, lane, findings);
  }

  private static void verify(
      LiveSystem system, ModelRelease release, String name, ReleaseLane lane, Findings findings) {
    Path named = lane == ReleaseLane.SERVING ? system.options().bundle() : null;
    Path folder = named == null ? folder(release.getBundleUri()) : named;
    if (folder == null || !Files.isDirectory(folder)) {
      findings.unseen(
          "the bundle of " + name + " is not to be seen from here: " + release.getBundleUri(),
          "look from a machine that has the path as the tasks have it, or name it with --bundle");
      return;
    }
    try {
      ModelBundle.open(folder, system.options().trust(), release.getManifestSha256());
      findings.ok(
          name
              + " is whole"
              + (system.options().trust().requiresSignature()
                  ? " and signed by a trusted key"
                  : "; its signature was not looked at, as no --trusted-key is named"));
    } catch (BundleException e) {
      findings.wrong(
          "the bundle of " + name + " would be refused: " + e.getMessage(),
          "put the bundle back as it was announced, or announce another");
    }
  }

  /** Null: it is no folder of this machine's. */
  private static Path folder(String uri) {
    try {
      return Path.of(URI.create(uri));
    } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
      return null;
    }
  }
}
