package io.playhead.stream;

import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.MalformedAvroException;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.Topics;
import io.playhead.schemas.recording.Arrived;
import io.playhead.schemas.recording.ArrivedRecords;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Titles and releases of a replay, each in force from its own moment on. Live they are broadcast
 * and overtake events or are overtaken by them; here every subtask reads them itself and is brought
 * up to each event's arrival before the event is looked at, so that an event meets the same
 * catalogue and model in every run. Used on the task's thread.
 */
final class ReplayTimeline {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayTimeline.class);

  private final ModelLanes models;
  private final ControlDecoder decoder = new ControlDecoder(new FixedSchemaIds());
  private final Deque<Change> changes;

  /** A record and the moment from which on it counts. */
  private record Change(long fromMs, RawRecord raw) {}

  ReplayTimeline(ReplayInput input, ModelLanes models) {
    this.models = models;
    this.changes = new ArrayDeque<>(changes(input));
  }

  private static List<Change> changes(ReplayInput input) {
    List<Change> changes = new ArrayList<>();
    try (ArrivedRecords control = ArrivedRecords.control(input.recording())) {
      while (control.hasNext()) {
        Arrived arrived = control.next();
        if (input.release() == null || arrived.topic().equals(Topics.TITLES)) {
          add(changes, arrived);
        }
      }
    }
    if (input.release() != null) {
      add(
          changes,
          new Arrived(Topics.MODEL_RELEASES, release(input.release()), Arrived.FROM_THE_START));
    }
    changes.sort(Comparator.comparingLong(Change::fromMs)); // stable: at one moment as they came
    return changes;
  }

  private static void add(List<Change> changes, Arrived arrived) {
    long fromMs = arrived.arrivedMs();
    if (arrived.record() instanceof ModelRelease release && fromMs > Arrived.FROM_THE_START) {
      fromMs = Math.max(fromMs, release.getEffectiveFromMs());
    }
    changes.add(new Change(fromMs, ReplayRecords.of(arrived, changes.size())));
  }

  private static ModelRelease release(byte[] avro) {
    try {
      return AvroBytes.decode(
          ModelRelease.class, ModelRelease.getClassSchema(), avro, 0, avro.length);
    } catch (MalformedAvroException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Whether anything changes before an event that arrived then. */
  boolean changesBefore(long arrivedMs) {
    return !changes.isEmpty() && changes.peek().fromMs() <= arrivedMs;
  }

  /** Brings catalogue and models to that moment, and waits until they are loaded. */
  void advanceTo(long arrivedMs) throws Exception {
    while (changesBefore(arrivedMs)) {
      RawRecord raw = changes.remove().raw();
      try {
        models.hear(decoder.decode(raw, System.currentTimeMillis()));
      } catch (RejectedRecordException e) {
        LOG.warn("A record of {} is left out: {}", raw.topic(), e.detail());
      }
    }
    models.hear(ControlUpdate.LOADED);
    models.awaitLoading();
    models.applyTitles();
  }
}
