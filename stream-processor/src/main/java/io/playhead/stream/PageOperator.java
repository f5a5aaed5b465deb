package io.playhead.stream;

import io.playhead.inference.Request;
import io.playhead.schemas.RejectReason;
import io.playhead.window.Applied;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.BooleanSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Token, window, batch and list: folds each event into its member's window at once, gathers the
 * members in a batch, and makes a list for each row when the batch is flushed. All methods run on
 * the task's thread.
 *
 * <p>A batch is flushed when it is full, when its oldest row has waited long enough, before a
 * checkpoint barrier (so that it never has to be in a checkpoint) and at the end of input.
 * Watermarks do not flush it: they only fire expiry timers, which see the rows of the batch, and
 * none is passed on, so none can overtake a row; what comes after has no use for event time.
 *
 * <p>Until the catalogue is loaded and a model is there, members who want a list are marked in
 * state and served afterwards, a batch at a time between other work.
 *
 * <p>Longer than other classes here because Flink brings inputs, timers, barriers and the end to
 * one object; what it decides is computed elsewhere.
 */
final class PageOperator extends AbstractStreamOperator<OutRecord>
    implements TwoInputStreamOperator<ReadEvent, ControlUpdate, OutRecord>,
        BoundedMultiInput,
        Triggerable<String, VoidNamespace> {
  private static final MapStateDescriptor<String, Boolean> LOADED =
      new MapStateDescriptor<>(
          "catalogue-loaded", StringSerializer.INSTANCE, BooleanSerializer.INSTANCE);
  private static final String LOADED_KEY = "loaded";
  private static final int MEMBERS_INPUT = 1;
  private static final int BOTH_INPUTS = 2;

  private final JobOptions options;

  private transient MemberStates members;
  private transient BroadcastState<String, Boolean> loaded;
  private transient ListMaker lists;
  private transient PageOutputs outputs;
  private transient PageMetrics metrics;
  private transient MicroBatch batch;
  private transient Deque<String> waiting;
  private transient boolean anyMayWait;
  private transient int endedInputs;

  PageOperator(JobOptions options) {
    this.options = options;
  }

  @Override
  public void open() throws Exception {
    super.open();
    members =
        new MemberStates(
            options.windowPolicy(),
            getKeyedStateStore(),
            getKeyedStateBackend(),
            getInternalTimerService("expiry", VoidNamespaceSerializer.INSTANCE, this));
    loaded = getOperatorStateBackend().getBroadcastState(LOADED);
    lists = new ListMaker(getOperatorStateBackend(), options);
    batch =
        new MicroBatch(
            options.batchRows(), options.batchWaitMs(), getProcessingTimeService(), this::flushed);
    waiting = new ArrayDeque<>();
    anyMayWait = true;
    metrics = new PageMetrics(getMetricGroup(), lists, waiting::size);
    outputs =
        new PageOutputs(
            output,
            metrics,
            new RejectedRecords(getMetricGroup()),
            getProcessingTimeService(),
            options.embeddings(),
            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0);
    takeDueReleases(nowMs());
  }

  @Override
  public void processElement1(StreamRecord<ReadEvent> element) throws Exception {
    ReadEvent read = element.getValue();
    String memberId = read.memberId();
    MemberRow pending = batch.get(memberId);
    MemberRow row = pending != null ? pending : members.load(memberId);
    Applied applied = row.window.apply(read.event(), members.segments(), members.watermarkMs());
    outputs.tokens(memberId, applied.finalTokens());
    if (applied.rewound()) {
      lists.drop(memberId);
    }
    switch (applied.outcome()) {
      case ACCEPTED -> row.listFor = read.stamp();
      case ERASURE -> forget(row);
      case DUPLICATE -> metrics.duplicates.inc();
      case TOO_LATE ->
          outputs.reject(
              read,
              RejectReason.TOO_LATE,
              "The event is older than what is final in its member's history");
      case ERASED ->
          outputs.reject(
              read, RejectReason.ERASED_MEMBER, "The event is from before its member's erasure");
    }
    boolean changed =
        switch (applied.outcome()) {
          case ACCEPTED, ERASURE -> true;
          case DUPLICATE, TOO_LATE, ERASED -> !applied.finalTokens().isEmpty();
        };
    if (changed && pending == null) {
      batch.add(row);
    }
  }

  private void forget(MemberRow row) {
    lists.drop(row.memberId);
    row.listFor = null;
    members.waitNoLonger();
    outputs.tombstone(row.memberId);
  }

  // ---- batch ----

  private void flushed(List<MemberRow> rows) throws Exception {
    List<MemberRow> wanted = new ArrayList<>(rows.size());
    boolean serving = isServing();
    for (MemberRow row : rows) {
      setCurrentKey(row.memberId);
      members.save(row);
      if (row.listFor != null && serving) {
        wanted.add(row);
        if (anyMayWait) {
          members.waitNoLonger();
        }
      } else if (row.listFor != null) {
        members.waitFor(row.listFor);
      }
    }
    makeLists(wanted);
  }

  private void makeLists(List<MemberRow> rows) throws Exception {
    if (rows.isEmpty()) {
      return;
    }
    metrics.batchRows.update(rows.size());
    List<Request> requests = new ArrayList<>(rows.size());
    for (MemberRow row : rows) {
      requests.add(
          new Request(row.memberId, new KeyedTokens(row, members, this), row.window.context()));
    }
    outputs.lists(rows, lists.make(requests, nowMs()));
  }

  // ---- control ----

  @Override
  public void processElement2(StreamRecord<ControlUpdate> element) throws Exception {
    ControlUpdate update = element.getValue();
    switch (update.kind()) {
      case TITLE -> lists.putTitle(update);
      case TITLE_REMOVED -> lists.removeTitle(update);
      case RELEASE -> offer(update);
      case CATALOGUE_LOADED -> {
        boolean before = isServing();
        loaded.put(LOADED_KEY, true);
        serveWaitingIfBegun(before);
      }
    }
  }

  private void offer(ControlUpdate update) throws Exception {
    batch.flush(); // gathered under the old model, which may be closed now
    boolean before = isServing();
    outputs.refuse(lists.offer(update, nowMs()));
    serveWaitingIfBegun(before);
    watchReleases();
  }

  private void takeDueReleases(long atMs) throws Exception {
    batch.flush();
    boolean before = isServing();
    outputs.refuse(lists.takeDueReleases(nowMs()));
    serveWaitingIfBegun(before);
    watchReleases();
  }

  private void watchReleases() throws Exception {
    long dueMs = lists.nextReleaseMs(nowMs());
    if (dueMs != ServedModel.NEVER) {
      getProcessingTimeService().registerTimer(dueMs, this::takeDueReleases);
    }
  }

  // ---- members that wait for catalogue and model ----

  private boolean isServing() throws Exception {
    return lists.hasModel() && loaded.contains(LOADED_KEY);
  }

  private void serveWaitingIfBegun(boolean before) throws Exception {
    if (!before && isServing()) {
      batch.flush();
      waiting.addAll(members.allWaiting());
      anyMayWait = !waiting.isEmpty();
      if (anyMayWait) {
        getProcessingTimeService().registerTimer(nowMs(), this::serveSomeWaiting);
      }
    }
  }

  private void serveSomeWaiting(long atMs) throws Exception {
    serveOneBatchOfWaiting();
    if (!waiting.isEmpty()) {
      getProcessingTimeService().registerTimer(nowMs(), this::serveSomeWaiting);
    }
  }

  private void serveOneBatchOfWaiting() throws Exception {
    batch.flush();
    List<MemberRow> rows = new ArrayList<>();
    while (!waiting.isEmpty() && rows.size() < options.batchRows()) {
      String memberId = waiting.remove();
      setCurrentKey(memberId);
      Stamp stamp = members.waitsFor();
      if (stamp != null) { // else a newer event was served meanwhile, or the member forgotten
        MemberRow row = members.load(memberId);
        row.listFor = stamp;
        members.waitNoLonger();
        rows.add(row);
      }
    }
    makeLists(rows);
    anyMayWait = !waiting.isEmpty();
  }

  // ---- event time ----

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    if (getTimeServiceManager().isPresent()) {
      getTimeServiceManager().get().advanceWatermark(mark);
    }
  }

  /** Control records have no event time. */
  @Override
  public void processWatermark2(Watermark mark) {}

  /** What the two inputs' idleness would combine to; see {@link #processWatermark1}. */
  @Override
  public void processWatermark(Watermark mark) {}

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    String memberId = timer.getKey();
    MemberRow pending = batch.get(memberId);
    MemberRow row = pending != null ? pending : members.load(memberId);
    if (row.timerAtMs == timer.getTimestamp()) {
      row.timerAtMs = MemberRow.NO_TIMER;
    }
    outputs.tokens(memberId, row.window.expire(members.watermarkMs(), members.segments()));
    if (pending == null) {
      members.save(row);
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("No keyed processing-time timer is ever registered here");
  }

  // ---- ends ----

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    batch.flush();
  }

  @Override
  public void endInput(int inputId) throws Exception {
    batch.flush();
    if (inputId == MEMBERS_INPUT) {
      // Rows that stood in the batch when the last watermark came got their timers only now.
      processWatermark1(Watermark.MAX_WATERMARK);
    }
    endedInputs++;
    if (endedInputs == BOTH_INPUTS) {
      lists.applyTitles();
      while (isServing() && !waiting.isEmpty()) {
        serveOneBatchOfWaiting();
      }
      if (!isServing()) {
        LOG.warn(
            "The input has ended and no model of channel {} was released: no lists were made",
            options.channel());
      }
    }
  }

  @Override
  public void finish() throws Exception {
    batch.flush();
    metrics.report(getRuntimeContext());
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (lists != null) {
      lists.close();
    }
    super.close();
  }

  private long nowMs() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }
}
