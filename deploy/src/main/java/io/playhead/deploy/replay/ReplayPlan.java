package io.playhead.deploy.replay;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Releases;
import io.playhead.deploy.report.Report;
import io.playhead.inference.BundleException;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.ModelBundle;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordIterator;
import io.playhead.schemas.recording.Recording;
import io.playhead.stream.ReplayEvents;
import io.playhead.stream.ReplayInput;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a replay is going to read, found out before anything is started or written: whether the
 * recording is whole, what of it is in range, and whether the models can make lists of it.
 *
 * @param recording the recording
 * @param eventCount events that are read
 * @param listedEvents of those, events that lists are made for
 * @param memberCount members of those events
 * @param names what the report calls the models
 * @param input the events as the job reads them
 */
record ReplayPlan(
    Recording recording,
    long eventCount,
    long listedEvents,
    int memberCount,
    List<String> names,
    ReplayInput input) {
  /** Caches of some thousand members; what does not fit is made again, to the same bits. */
  private static final int CACHE_MB = 768;

  private static final int BATCH_ROWS = 64;
  private static final long BATCH_WAIT_MS = 20;
  private static final long CHECKPOINT_INTERVAL_MS = 5_000;
  private static final long LATENESS_MS = 600_000;
  private static final String AS_RELEASED = "as released";

  /** Looks at everything; throws a {@link CommandFailure} that says what is wrong. */
  static ReplayPlan of(ReplayRequest request) {
    Recording recording = Recording.open(request.recording());
    if (request.bundle() != null) {
      check(request.bundle(), recording, request.recording());
    } else {
      requireReleases(recording, request.recording());
    }
    if (request.compare() != null) {
      check(request.compare(), recording, request.recording());
    }
    return count(request, recording);
  }

  private static void requireReleases(Recording recording, Path folder) {
    try (RecordIterator<ModelRelease> releases = recording.releases()) {
      if (!releases.hasNext()) {
        throw CommandFailure.badInput(
            folder + " holds no release of a model: name a bundle with --bundle");
      }
    }
  }

  private static void check(Path bundle, Recording recording, Path folder) {
    Set<String> known;
    try {
      known = new HashSet<>(ModelBundle.open(bundle, BundleTrust.ANYONE).vocabulary());
    } catch (BundleException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
    long titles = 0;
    try (RecordIterator<Title> all = recording.titles()) {
      while (all.hasNext()) {
        titles++;
        if (known.contains(all.next().getTitleId())) {
          return;
        }
      }
    }
    throw CommandFailure.badInput(
        "%s knows none of the %,d titles of %s: it was trained for another catalogue"
            .formatted(bundle, titles, folder));
  }

  private static ReplayPlan count(ReplayRequest request, Recording recording) {
    long events = 0;
    long listed = 0;
    Set<String> members = new HashSet<>();
    ReplayInput input = input(request);
    try (ReplayEvents all = ReplayEvents.of(input)) {
      while (all.hasNext()) {
        ReplayEvents.Event event = all.next();
        events++;
        if (event.arrived().arrivedMs() >= request.fromMs()) {
          listed++;
          members.add(event.memberId());
        }
      }
    }
    if (listed == 0) {
      throw CommandFailure.badInput(
          recording.manifest().eventCount() == 0
              ? request.recording() + " has no events to replay"
              : "%s has no events in that range; it goes from %s to %s"
                  .formatted(
                      request.recording(),
                      Instant.ofEpochMilli(recording.manifest().fromMs()),
                      Instant.ofEpochMilli(recording.manifest().toMs())));
    }
    return new ReplayPlan(recording, events, listed, members.size(), names(request), input);
  }

  private static List<String> names(ReplayRequest request) {
    String a = request.bundle() == null ? AS_RELEASED : modelId(request.bundle());
    if (request.compare() == null) {
      return List.of(a);
    }
    String b = modelId(request.compare());
    return List.of(a, a.equals(b) ? b + " (2)" : b);
  }

  private static String modelId(Path bundle) {
    return Releases.of(bundle).getModelId();
  }

  /** What the report calls the first model or the second. */
  String name(int model) {
    return names.get(model);
  }

  /** What a run in a folder of that name is told; {@code bundle} null: the recording's releases. */
  EngineOptions options(ReplayRequest request, String folder, Path bundle) {
    return new EngineOptions(
        request.recording().toAbsolutePath(),
        bundle == null ? null : bundle.toAbsolutePath(),
        request.fromMs(),
        request.untilMs(),
        request.holdOut().toString(),
        request.speed(),
        request.rules(),
        eventCount,
        request.work().resolve(folder),
        request.parallelism(),
        BATCH_ROWS,
        BATCH_WAIT_MS,
        CACHE_MB,
        CHECKPOINT_INTERVAL_MS,
        LATENESS_MS);
  }

  /** What somebody needs to make this again. */
  List<Report.Origin> origins(ReplayRequest request) {
    List<Report.Origin> origins = new ArrayList<>();
    origins.add(new Report.Origin("command", request.command()));
    origins.add(new Report.Origin("recording, SHA-256 of its manifest", recording.sha256()));
    for (Path bundle : Arrays.asList(request.bundle(), request.compare())) {
      if (bundle != null) {
        ModelRelease release = Releases.of(bundle);
        origins.add(
            new Report.Origin(
                release.getModelId() + ", SHA-256 of its manifest", release.getManifestSha256()));
      }
    }
    origins.add(new Report.Origin("seed of the intervals", Long.toString(request.seed())));
    return origins;
  }

  private static ReplayInput input(ReplayRequest request) {
    return new ReplayInput(
        request.recording().toString(),
        request.bundle() == null ? null : AvroBytes.encode(Releases.of(request.bundle())),
        request.fromMs(),
        request.untilMs(),
        request.holdOut().toString(),
        request.speed());
  }
}
