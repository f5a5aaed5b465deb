package io.playhead.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Members who want a list and cannot have one, for there is no catalogue or no model yet: they are
 * marked in state and served afterwards, a few at a time between other work, as none of them is
 * cached. Used on the task's thread.
 */
final class WaitingMembers {
  private final MemberStates members;
  private final MicroBatch batch;
  private final KeyContext keys;
  private final ProcessingTimeService time;
  private final MicroBatch.Flush lists;
  private final Deque<String> waiting = new ArrayDeque<>();
  private boolean anyMayWait = true; // before the first look at the state, who knows

  WaitingMembers(
      MemberStates members,
      MicroBatch batch,
      KeyContext keys,
      ProcessingTimeService time,
      MicroBatch.Flush lists) {
    this.members = members;
    this.batch = batch;
    this.keys = keys;
    this.time = time;
    this.lists = lists;
  }

  /** How many are known to wait. */
  int count() {
    return waiting.size();
  }

  /** The current member waits for a list of what it did. */
  void add(Stamp stamp) throws Exception {
    members.waitFor(stamp);
  }

  /** The current member gets a newer list. */
  void served() {
    if (anyMayWait) {
      members.waitNoLonger();
    }
  }

  /** From now on lists can be made. */
  void begin() throws Exception {
    batch.flush();
    waiting.addAll(members.allWaiting());
    anyMayWait = !waiting.isEmpty();
    serveLater();
  }

  private void serveLater() {
    if (anyMayWait) {
      time.registerTimer(time.getCurrentProcessingTime(), this::serveSome);
    }
  }

  private void serveSome(long atMs) throws Exception {
    serveOneBatch();
    serveLater();
  }

  /** Serves them all now; at the end of bounded input. */
  void serveAll() throws Exception {
    while (!waiting.isEmpty()) {
      serveOneBatch();
    }
  }

  private void serveOneBatch() throws Exception {
    batch.flush(); // What stands there is newer than the state.
    List<MemberRow> rows = new ArrayList<>();
    while (!waiting.isEmpty() && rows.size() < MicroBatch.DEAR_ROWS_MAX) {
      String memberId = waiting.remove();
      keys.setCurrentKey(memberId);
      Stamp stamp = members.waitsFor();
      if (stamp != null) { // else a newer event was served meanwhile, or the member forgotten
        MemberRow row = members.load(memberId);
        row.listFor = stamp;
        members.waitNoLonger();
        rows.add(row);
      }
    }
    lists.rows(rows);
    anyMayWait = !waiting.isEmpty();
  }
}
