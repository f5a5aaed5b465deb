package io.playhead.stream;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Gives every event of a replay its own list. Live, what a member does while its row stands in a
 * batch joins that row, and the newest wins; here it waits for the next batch, and other members'
 * events go first, so that batches are full all the same. Nothing waits at a checkpoint. Used on
 * the task's thread.
 */
final class ReplayTurns {
  /** As many as some batches; each pass looks at all of them. */
  private static final int WAITING_MAX = 1_024;

  /** How long an event may wait while none comes after it. */
  private static final long WAIT_MS = 20;

  private final ReplayInput input;
  private final ReplayTimeline timeline;
  private final MicroBatch batch;
  private final ProcessingTimeService time;
  private final Apply apply;
  private final Set<String> waitingMembers = new HashSet<>();
  private List<ReadEvent> waiting = new ArrayList<>();
  private boolean isFreed; // a batch was worked on since the last pass
  private boolean isWatched;

  /** Folds an event into its member's window. */
  interface Apply {
    void event(ReadEvent read) throws Exception;
  }

  ReplayTurns(
      ReplayInput input,
      ReplayTimeline timeline,
      MicroBatch batch,
      ProcessingTimeService time,
      Apply apply) {
    this.input = input;
    this.timeline = timeline;
    this.batch = batch;
    this.time = time;
    this.apply = apply;
  }

  /** The next event. */
  void take(ReadEvent read) throws Exception {
    long arrivedMs = read.stamp().appendedMs();
    if (timeline.changesBefore(arrivedMs)) {
      drain();
      timeline.advanceTo(arrivedMs);
    }
    if (isFreed && !waiting.isEmpty()) {
      pass();
    }
    if (mayGo(read)) {
      apply.event(read);
      return;
    }
    waiting.add(read);
    waitingMembers.add(read.memberId());
    if (waiting.size() >= WAITING_MAX) {
      batch.flush();
      pass();
    }
    watch();
  }

  /** Rows of the batch have their lists. */
  void freed() {
    isFreed = true;
  }

  /** Gives all that wait their lists now. */
  void drain() throws Exception {
    batch.flush();
    while (!waiting.isEmpty()) {
      pass();
      batch.flush();
    }
  }

  /** Lets those go whose members are free, each member's in order. */
  private void pass() throws Exception {
    isFreed = false;
    List<ReadEvent> before = waiting;
    waiting = new ArrayList<>(before.size());
    waitingMembers.clear();
    for (ReadEvent read : before) {
      if (mayGo(read)) {
        apply.event(read);
      } else {
        waiting.add(read);
        waitingMembers.add(read.memberId());
      }
    }
  }

  private boolean mayGo(ReadEvent read) {
    if (waitingMembers.contains(read.memberId())) {
      return false;
    }
    MemberRow pending = batch.get(read.memberId());
    return pending == null || (pending.listFor == null && !input.wantsList(read.stamp()));
  }

  private void watch() {
    if (!isWatched) {
      isWatched = true;
      time.registerTimer(time.getCurrentProcessingTime() + WAIT_MS, this::onTimer);
    }
  }

  private void onTimer(long atMs) throws Exception {
    isWatched = false;
    if (!waiting.isEmpty()) {
      batch.flush();
      pass();
      watch();
    }
  }
}
