package io.playhead.stream;

import io.playhead.inference.ExecutionProvider;
import io.playhead.inference.KeyValueCache;
import io.playhead.inference.ProviderProbe;
import io.playhead.inference.Request;
import io.playhead.inference.StageTimes;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.ReleaseLane;
import io.playhead.window.Applied;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Token, window, batch and list: folds each event into its member's window at once, gathers the
 * members in a batch, and makes a list for each row when the batch is flushed. All methods run on
 * the task's thread.
 *
 * <p>A batch is flushed when it is full, when its oldest row has waited long enough, before a
 * checkpoint barrier (so that it never has to be in a checkpoint) and at the end of input; a member
 * who has just had several lists waits for longer. Watermarks do not flush it: they only fire
 * expiry timers, which see the rows of the batch, and none is passed on, so none can overtake a
 * row; what comes after has no use for event time.
 *
 * <p>Until the catalogue is complete and a model is there, members who want a list wait in {@link
 * WaitingMembers}. A new model is loaded in the background by {@link ModelLanes}, which flips to it
 * between two calls, and so between two batches.
 *
 * <p>Longer than other classes here because Flink brings inputs, timers, barriers and the end to
 * one object; what it decides is computed elsewhere.
 */
final class PageOperator extends AbstractStreamOperator<OutRecord>
    implements TwoInputStreamOperator<ReadEvent, ControlUpdate, OutRecord>,
        BoundedMultiInput,
        ModelLanes.Listener,
        Triggerable<String, VoidNamespace> {
  private static final int MEMBERS_INPUT = 1;
  private static final int BOTH_INPUTS = 2;

  /** One event in so many is timed, as asking for the time costs a tenth of what an event does. */
  private static final int EVENTS_A_TIMING = 16;

  private final JobOptions options;
  private final LoaderThread loaderThread;

  private transient MemberStates members;
  private transient ModelLanes models;
  private transient ListMaker lists;
  private transient PageOutputs outputs;
  private transient ListTraces traces;
  private transient WindowGauges gauges;
  transient PageMetrics metrics;
  private transient StageTimes times;
  private transient MicroBatch batch;
  private transient WaitingMembers waiting;
  private transient ReplayTurns turns; // null: live
  private transient int endedInputs;

  PageOperator(JobOptions options, LoaderThread loaderThread) {
    this.options = options;
    this.loaderThread = loaderThread;
  }

  @Override
  public void open() throws Exception {
    super.open();
    members =
        new MemberStates(
            options.windowPolicy(),
            getKeyedStateStore(),
            getKeyedStateBackend(),
            getInternalTimerService(MemberStates.TIMERS, VoidNamespaceSerializer.INSTANCE, this));
    ProcessingTimeService time = getProcessingTimeService();
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    ExecutionProvider provider = GpuSlots.ofTask(options.provider(), getRuntimeContext());
    ProviderProbe.check(provider); // The machine of this task, not of whoever started the job.
    KeyValueCache cache = new KeyValueCache(options.cacheBytes() / options.parallelism());
    times = new StageTimes();
    models =
        new ModelLanes(
            getOperatorStateBackend(),
            options.withProvider(provider),
            cache,
            times,
            loaderThread.start(subtask),
            time,
            this);
    batch =
        new MicroBatch(
            options.batchRows(),
            options.batchWaitMs(),
            time,
            row -> models.isServing() && cache.lacks(row.memberId, row.window.tokenCount()),
            options.replay() == null ? new MemberPace() : null,
            this::flushed);
    waiting = new WaitingMembers(members, batch, this, time, this::makeLists);
    metrics = new PageMetrics(getMetricGroup(), cache, times, models);
    metrics.models.rules(options.serving().rules().id());
    gauges =
        new WindowGauges(getMetricGroup(), time::getCurrentProcessingTime, members, batch, waiting);
    traces = ListTraces.to(options.otlpEndpoint());
    RebuildBudget rebuilds = new RebuildBudget(options.rebuildsPerSecond());
    lists = new ListMaker(models, cache, rebuilds, metrics);
    outputs =
        new PageOutputs(
            output,
            metrics,
            new TopicMetrics(getMetricGroup()),
            traces,
            new RejectedRecords(getMetricGroup()),
            time,
            options.embeddings(),
            subtask == 0);
    if (options.replay() != null) {
      ReplayTimeline timeline = new ReplayTimeline(options.replay(), models);
      turns = new ReplayTurns(options.replay(), timeline, batch, time, this::applyInTurn);
    }
    models.start();
  }

  @Override
  public void processElement1(StreamRecord<ReadEvent> element) throws Exception {
    if (turns == null) {
      apply(element.getValue());
    } else {
      turns.take(element.getValue());
    }
  }

  private void applyInTurn(ReadEvent read) throws Exception {
    setCurrentKey(read.memberId()); // another member's may have come in between
    apply(read);
  }

  private void apply(ReadEvent read) throws Exception {
    metrics.events.inc();
    boolean isTimed = metrics.events.getCount() % EVENTS_A_TIMING == 0;
    long startNs = isTimed ? StageTimes.nowNs() : 0;
    String memberId = read.memberId();
    MemberRow pending = batch.get(memberId);
    MemberRow row = pending != null ? pending : members.load(memberId);
    Applied applied = row.window.apply(read.event(), members.segments(), members.watermarkMs());
    if (isTimed) {
      times.add(StageTimes.Stage.TOKENS, EVENTS_A_TIMING * (StageTimes.nowNs() - startNs));
    }
    outputs.tokens(memberId, applied.finalTokens());
    if (applied.rewound()) {
      lists.drop(memberId);
    }
    switch (applied.outcome()) {
      case ACCEPTED -> row.listFor = wantsList(read) ? read.stamp() : row.listFor;
      case ERASURE -> forget(row);
      case DUPLICATE -> metrics.duplicates.inc();
      case TOO_LATE ->
          outputs.reject(
              read,
              RejectReason.TOO_LATE,
              "The event is older than what is final in its member's history");
      case ERASED -> outputs.rejectErased(read);
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

  private boolean wantsList(ReadEvent read) {
    return options.replay() == null || options.replay().wantsList(read.stamp());
  }

  private void forget(MemberRow row) {
    lists.drop(row.memberId);
    row.listFor = null;
    members.waitNoLonger();
    metrics.erasures.inc();
    outputs.tombstone(row.memberId);
  }

  // ---- batch ----

  private void flushed(List<MemberRow> rows) throws Exception {
    List<MemberRow> wanted = new ArrayList<>(rows.size());
    boolean serving = models.isServing();
    long startNs = StageTimes.nowNs();
    long nowMs = getProcessingTimeService().getCurrentProcessingTime();
    for (MemberRow row : rows) {
      setCurrentKey(row.memberId);
      members.save(row, nowMs);
    }
    members.writeRested(rows.size(), nowMs);
    times.add(StageTimes.Stage.STATE, StageTimes.nowNs() - startNs);
    for (MemberRow row : rows) {
      setCurrentKey(row.memberId);
      if (row.listFor != null && serving) {
        wanted.add(row);
        waiting.served();
      } else if (row.listFor != null) {
        waiting.add(row.listFor);
        row.listFor = null;
      }
    }
    makeLists(wanted);
    if (turns != null) {
      turns.freed();
    }
  }

  private void flushAll() throws Exception {
    if (turns == null) {
      batch.flush();
    } else {
      turns.drain();
    }
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
    long nowMs = getProcessingTimeService().getCurrentProcessingTime();
    List<MadePage> pages = lists.make(requests, nowMs);
    long madeNs = StageTimes.nowNs();
    outputs.lists(rows, pages, nowMs);
    times.add(StageTimes.Stage.TOPIC, StageTimes.nowNs() - madeNs);
    lists.shadow(requests, pages, nowMs);
    rows.forEach(row -> row.listFor = null); // they live on
  }

  // ---- control ----

  @Override
  public void processElement2(StreamRecord<ControlUpdate> element) throws Exception {
    models.hear(element.getValue());
  }

  @Override
  public void refused(List<ServedModel.Refusal> refusals) {
    outputs.refuse(refusals);
  }

  @Override
  public void serves(ReleaseLane lane, LoadedModel model) {
    metrics.models.serves(lane, model);
  }

  @Override
  public void begun() throws Exception {
    waiting.begin();
  }

  // ---- event time ----

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    if (turns != null) {
      turns.drain();
    }
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
      members.save(row, getProcessingTimeService().getCurrentProcessingTime());
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("No keyed processing-time timer is ever registered here");
  }

  // ---- ends ----

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flushAll();
    outputs.flush();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    members.writeAll();
    models.writeAll();
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    gauges.checkpointed();
  }

  @Override
  public void endInput(int inputId) throws Exception {
    flushAll();
    if (inputId == MEMBERS_INPUT) {
      // Rows that stood in the batch when the last watermark came got their timers only now.
      processWatermark1(Watermark.MAX_WATERMARK);
    }
    endedInputs++;
    if (endedInputs == BOTH_INPUTS) {
      models.awaitLoading();
      if (models.isServing()) {
        models.applyTitles();
        waiting.serveAll();
      } else {
        LOG.warn(
            "The input has ended and no model of channel {} was released: no lists were made",
            options.channel());
      }
    }
    outputs.flush();
  }

  @Override
  public void finish() throws Exception {
    flushAll();
    outputs.flush();
    metrics.report(getRuntimeContext());
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (models != null) {
      models.close();
    }
    if (traces != null) {
      traces.close();
    }
    super.close();
  }
}
