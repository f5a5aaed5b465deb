package io.playhead.deploy.replay;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Releases;
import io.playhead.inference.BundleException;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.ModelBundle;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordIterator;
import io.playhead.schemas.recording.Recording;
import io.playhead.stream.ReplayEvents;
import io.playhead.stream.ReplayInput;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * What a replay is going to read, found out before anything is started or written: whether the
 * recording is whole, what of it is in range, and whether the models can make lists of it.
 *
 * @param recording the recording
 * @param eventCount events that are read
 * @param listedEvents of those, events that lists are made for
 * @param memberCount members of those events
 */
record ReplayPlan(Recording recording, long eventCount, long listedEvents, int memberCount) {

  /** Looks at everything; throws a {@link CommandFailure} that says what is wrong. */
  static ReplayPlan of(ReplayRequest request) {
    Recording recording = Recording.open(request.recording());
    if (request.bundle() == null) {
      throw CommandFailure.badInput(
          request.recording() + " holds no release of a model: name a bundle with --bundle");
    }
    check(request.bundle(), recording, request.recording());
    if (request.compare() != null) {
      check(request.compare(), recording, request.recording());
    }
    return count(request, recording);
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
    try (ReplayEvents all = ReplayEvents.of(input(request))) {
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
    return new ReplayPlan(recording, events, listed, members.size());
  }

  /** The events as the job reads them. */
  static ReplayInput input(ReplayRequest request) {
    return new ReplayInput(
        request.recording().toString(),
        request.bundle() == null ? null : AvroBytes.encode(Releases.of(request.bundle())),
        request.fromMs(),
        request.untilMs(),
        request.holdOut().toString(),
        request.speed());
  }
}
