package io.playhead.stream;

import io.playhead.window.MemberEvent;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * The page operator by itself, with the clock in the test's hand. On demand it is snapshot, thrown
 * away and restored after every step. Models are loaded at once, or when the test says so.
 */
final class PageHarness implements AutoCloseable {
  private final JobOptions options;
  private boolean restartsAfterEveryStep;
  private final int subtask;
  private final EventDecoder events = new EventDecoder(new FixedSchemaIds());
  private final ControlDecoder control = new ControlDecoder(new FixedSchemaIds());
  final Outputs outputs = new Outputs();
  final HeldLoads loads = new HeldLoads();
  private PageOperator operator;
  private KeyedTwoInputStreamOperatorTestHarness<String, ReadEvent, ControlUpdate, OutRecord>
      harness;
  private long nowMs = Records.T0;
  private long checkpointId;

  PageHarness(JobOptions options, boolean restartsAfterEveryStep) throws Exception {
    this(options, restartsAfterEveryStep, 0);
  }

  PageHarness(JobOptions options, boolean restartsAfterEveryStep, int subtask) throws Exception {
    this.options = options;
    this.restartsAfterEveryStep = restartsAfterEveryStep;
    this.subtask = subtask;
    start(null);
  }

  private void start(OperatorSubtaskState state) throws Exception {
    operator = new PageOperator(options, loads);
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            operator,
            ReadEvent::memberId,
            null,
            Types.STRING,
            JobOptions.MAX_PARALLELISM,
            1 + subtask,
            subtask);
    harness.setup(new OutRecord.Serializer());
    harness.setProcessingTime(nowMs);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  void event(RawRecord raw) throws Exception {
    MemberEvent event = events.decode(raw, System.currentTimeMillis());
    harness.processElement1(
        new ReadEvent(event, Stamp.of(raw, nowMs), Original.of(raw.key(), raw.value())),
        event.eventTimeMs());
    afterStep();
  }

  void control(RawRecord raw) throws Exception {
    update(control.decode(raw, nowMs));
  }

  void loaded() throws Exception {
    update(ControlUpdate.LOADED);
  }

  private void update(ControlUpdate update) throws Exception {
    harness.processElement2(update, 0);
    afterStep();
  }

  void watermark(long timeMs) throws Exception {
    harness.processWatermark1(new Watermark(timeMs));
    afterStep();
  }

  void passMs(long ms) throws Exception {
    nowMs += ms;
    harness.setProcessingTime(nowMs);
    afterStep();
  }

  void end() throws Exception {
    harness.endInput1();
    harness.endInput2();
    drain();
  }

  /** What the operator has counted since it was started last. */
  PageMetrics metrics() {
    return operator.metrics;
  }

  boolean restartsAfterEveryStep() {
    return restartsAfterEveryStep;
  }

  /** From now on. */
  void restartsAfterEveryStep(boolean restarts) {
    restartsAfterEveryStep = restarts;
  }

  private void afterStep() throws Exception {
    if (restartsAfterEveryStep) {
      restart();
    }
    drain();
  }

  /** A checkpoint, a crash, and a restore, which waits for what it has to load. */
  void restart() throws Exception {
    OperatorSubtaskState state = checkpoint();
    harness.close();
    loads.hold(false);
    start(state);
    // Members that still wait are served between other work; let that work pass.
    harness.setProcessingTime(nowMs);
  }

  private OperatorSubtaskState checkpoint() throws Exception {
    harness.prepareSnapshotPreBarrier(checkpointId);
    OperatorSubtaskState state = harness.snapshot(checkpointId, checkpointId);
    checkpointId++;
    drain();
    return state;
  }

  private void drain() {
    harness.extractOutputValues().forEach(outputs.records::add);
    harness.getOutput().clear();
    drainSide(RejectedRecords.OUTPUT);
  }

  private void drainSide(OutputTag<OutRecord> tag) {
    var side = harness.getSideOutput(tag);
    if (side != null) {
      side.forEach(record -> outputs.records.add(record.getValue()));
      side.clear();
    }
  }

  /** What a checkpoint now would hold. */
  int stateEntries() throws Exception {
    checkpoint();
    return harness.numKeyedStateEntries();
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  @Override
  public void close() {
    try {
      harness.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
