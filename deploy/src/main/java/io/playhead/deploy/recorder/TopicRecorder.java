package io.playhead.deploy.recorder;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import io.playhead.deploy.local.Servers;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.recording.RecordingException;
import io.playhead.schemas.recording.RecordingWriter;
import io.playhead.schemas.recording.UnfinishedRecording;
import java.util.function.LongConsumer;
import org.apache.kafka.common.KafkaException;

/**
 * Writes what is on the topics as a recording: the events of a time range in the order of their
 * arrival, the catalogue and the releases that they met, and the pages that were published. Members
 * who asked to be forgotten are left out as the job leaves them out; bytes that are no record are
 * counted. Where it was cut off, {@link RecordOptions#resume()} goes on, to the same bytes. One
 * thread.
 */
public final class TopicRecorder {
  // A checkpoint syncs eight files, some ten milliseconds; reading so many takes about a second.
  private static final int CHECKPOINT_RECORDS = 100_000;

  private final RecordOptions options;
  private final int checkpointRecords;
  private final LongConsumer onRead;

  /** Prepares a recording. */
  public TopicRecorder(RecordOptions options) {
    this(options, CHECKPOINT_RECORDS, readCount -> {});
  }

  /**
   * The same for tests.
   *
   * @param checkpointRecords records read from one checkpoint to the next
   * @param onRead called after each record with the number of those read
   */
  TopicRecorder(RecordOptions options, int checkpointRecords, LongConsumer onRead) {
    this.options = options;
    this.checkpointRecords = checkpointRecords;
    this.onRead = onRead;
  }

  /** Records; the topics may grow meanwhile, what comes is not waited for. */
  public RecordFigures run() {
    long startedNs = System.nanoTime();
    UnfinishedRecording unfinished = RecorderStart.unfinished(options);
    Servers.requireUp(options.bootstrap(), options.registryUrl(), options.clients());
    SchemaIds ids = new RegistrySchemaIds(options.registryUrl(), options.clients());
    RecorderStart start = RecorderStart.of(options, unfinished, ids);
    RecordingWriter writer =
        unfinished == null
            ? RecordingWriter.createWithArrivals(options.out())
            : RecordingWriter.resume(options.out(), unfinished);
    RecordSelection selection =
        new RecordSelection(options, start.erasures(), ids, writer, start.state().leftOut());
    try {
      read(start.state(), selection, writer);
      requireEvents(writer, selection.leftOut());
    } catch (RuntimeException e) {
      throw giveUp(writer, e);
    }
    describe(writer, start.state());
    writer.close();
    double seconds = (System.nanoTime() - startedNs) / 1e9;
    return RecordFigures.of(writer.manifest(), selection.leftOut(), seconds);
  }

  private void read(RecorderState from, RecordSelection selection, RecordingWriter writer) {
    writer.checkpoint(from.toJson());
    long readCount = from.readCount();
    long passedBefore = from.passedCount();
    try (TopicMerge records = new TopicMerge(options, from.leftOfRecorded());
        Progress progress = Progress.start("record", from.size(), " offsets", 1)) {
      while (records.hasNext()) {
        selection.take(records.next());
        readCount++;
        // At the same records with and without a kill: a checkpoint ends the files' blocks.
        if (readCount % checkpointRecords == 0) {
          writer.checkpoint(from.after(records, readCount, selection.leftOut()).toJson());
        }
        progress.at(passedBefore + records.passedCount());
        onRead.accept(readCount);
      }
    }
  }

  private void requireEvents(RecordingWriter writer, LeftOut leftOut) {
    if (!writer.hasEvents()) {
      String range = options.range();
      throw CommandFailure.badInput(
          "the topics at "
              + options.bootstrap()
              + " have no event to record "
              + (range.isEmpty() ? "at all" : "in " + range)
              + ": "
              + leftOut.outOfRange()
              + " are out of range, "
              + leftOut.erased()
              + " of forgotten members, "
              + leftOut.rejectedCount()
              + " records rejected; give another range");
    }
  }

  private void describe(RecordingWriter writer, RecorderState state) {
    state.offsets().forEach(writer::offsets);
    writer.provenance("importer", "playhead record");
    writer.provenance("clusterId", state.clusterId());
    if (options.from() != null) {
      writer.provenance("from", options.from().toString());
    }
    if (options.to() != null) {
      writer.provenance("to", options.to().toString());
    }
    if (options.latenessMs() != null) {
      writer.provenance("latenessMs", options.latenessMs().toString());
    }
  }

  /** Leaves nothing where nothing can come of it; else what is there can be gone on with. */
  private RuntimeException giveUp(RecordingWriter writer, RuntimeException e) {
    if (e instanceof CommandFailure failure && failure.exitCode() == 2) {
      writer.delete();
      return e;
    }
    writer.discard();
    if (e instanceof RecordingException) {
      return new RecordingException(goOn(e), e);
    }
    if (e instanceof CommandFailure
        || e instanceof RegistryUnreachableException
        || e instanceof KafkaException) {
      return CommandFailure.unreachable(goOn(e), e);
    }
    return e;
  }

  private String goOn(RuntimeException e) {
    String reason = String.valueOf(e.getMessage());
    return (reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason)
        + "; go on with what is in "
        + options.out()
        + " by --resume";
  }
}
