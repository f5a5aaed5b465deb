package io.playhead.stream;

import io.playhead.schemas.RejectedRecordException;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Decodes titles and releases, and says once when all that was there at the job's start has been
 * sent, so that the first lists are not made from half a catalogue: when the end offsets are
 * reached, when the input ends, or, with a warning, when it has been silent for too long (the last
 * offsets of a topic may hold no record). One subtask, so that all pages hear one order.
 */
final class ControlOperator extends AbstractStreamOperator<ControlUpdate>
    implements OneInputStreamOperator<RawRecord, ControlUpdate>, BoundedOneInput {
  private static final ListStateDescriptor<byte[]> PROGRESS =
      new ListStateDescriptor<>("control-progress", BytePrimitiveArraySerializer.INSTANCE);

  private final JobOptions options;

  private transient ControlDecoder decoder;
  private transient RejectedRecords rejected;
  private transient ControlProgress progress;
  private transient ListState<byte[]> progressState;
  private transient long lastReadMs;

  ControlOperator(JobOptions options) {
    this.options = options;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    progress = new ControlProgress(options.catalogueEndOffsets());
    progressState = context.getOperatorStateStore().getListState(PROGRESS);
    for (byte[] bytes : progressState.get()) {
      progress.restore(bytes);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    progressState.clear();
    progressState.add(progress.encode());
  }

  @Override
  public void open() throws Exception {
    super.open();
    decoder = new ControlDecoder(new PatientSchemaIds(options.schemaIds().open()));
    rejected = new RejectedRecords(getMetricGroup());
    lastReadMs = nowMs();
    if (!progress.isLoaded()) {
      getProcessingTimeService().registerTimer(lastReadMs, this::onDue);
    }
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) {
    RawRecord raw = element.getValue();
    lastReadMs = nowMs();
    try {
      output.collect(new StreamRecord<>(decoder.decode(raw, lastReadMs)));
    } catch (RejectedRecordException e) {
      output.collect(
          RejectedRecords.OUTPUT,
          new StreamRecord<>(
              rejected.of(
                  Stamp.of(raw, lastReadMs),
                  Original.of(raw.key(), raw.value()),
                  e.reason(),
                  e.detail(),
                  lastReadMs)));
    }
    progress.read(raw.topic(), raw.partition(), raw.offset());
    if (!progress.isLoaded() && progress.reachedEnds()) {
      loaded();
    }
  }

  @Override
  public void endInput() {
    if (!progress.isLoaded()) {
      loaded();
    }
  }

  /** The first call is at the start: topics without records are loaded then. */
  private void onDue(long atMs) {
    if (progress.isLoaded()) {
      return;
    }
    long dueMs = lastReadMs + options.catalogueIdleMs();
    if (progress.reachedEnds()) {
      loaded();
    } else if (nowMs() >= dueMs) {
      LOG.warn(
          "Nothing came from the control topics for {} ms before their ends were reached; lists are made without the rest",
          options.catalogueIdleMs());
      loaded();
    } else {
      getProcessingTimeService().registerTimer(dueMs, this::onDue);
    }
  }

  private void loaded() {
    progress.setLoaded();
    output.collect(new StreamRecord<>(ControlUpdate.LOADED));
  }

  private long nowMs() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }
}
