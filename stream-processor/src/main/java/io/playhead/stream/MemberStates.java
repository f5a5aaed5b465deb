package io.playhead.stream;

import io.playhead.window.MemberWindow;
import io.playhead.window.TokenSegments;
import io.playhead.window.WindowPolicy;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * The keyed states of the page operator: each member's {@link MemberHead}, full segments of tokens,
 * expiry timer, and whether the member waits for a list. Used on the task's thread, with the member
 * as current key.
 *
 * <p>Ends: segments go when the window retains them no longer; an erasure clears all but the head,
 * of which revision and erasure marker stay for good, 30 B a member.
 */
final class MemberStates {
  private static final String WAITING_NAME = "waiting";

  /** The one service of timers. */
  static final String TIMERS = "expiry";

  static final ValueStateDescriptor<byte[]> HEAD =
      new ValueStateDescriptor<>("head", BytePrimitiveArraySerializer.INSTANCE);
  static final MapStateDescriptor<Long, byte[]> SEGMENTS =
      new MapStateDescriptor<>(
          "segments", LongSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);
  static final ValueStateDescriptor<byte[]> WAITING =
      new ValueStateDescriptor<>(WAITING_NAME, BytePrimitiveArraySerializer.INSTANCE);

  private final WindowPolicy policy;
  private final ValueState<byte[]> head;
  private final MapState<Long, byte[]> segmentBytes;
  private final ValueState<byte[]> waiting;
  private final InternalTimerService<VoidNamespace> timers;
  private final KeyedStateBackend<String> backend;
  private final RecentRows recent = new RecentRows(RecentRows.ROWS_MAX, this::writeHead);
  private final TokenSegments segments = new StateSegments();

  MemberStates(
      WindowPolicy policy,
      KeyedStateStore store,
      KeyedStateBackend<String> backend,
      InternalTimerService<VoidNamespace> timers) {
    this.policy = policy;
    this.head = store.getState(HEAD);
    this.segmentBytes = store.getMapState(SEGMENTS);
    this.waiting = store.getState(WAITING);
    this.backend = backend;
    this.timers = timers;
  }

  TokenSegments segments() {
    return segments;
  }

  long watermarkMs() {
    return timers.currentWatermark();
  }

  MemberRow load(String memberId) throws IOException {
    MemberRow row = recent.get(memberId);
    if (row != null) {
      return row;
    }
    byte[] bytes = head.value();
    return bytes == null
        ? new MemberRow(memberId, MemberWindow.empty(policy), MemberRow.NO_TIMER)
        : MemberHead.decode(memberId, bytes, policy);
  }

  /** Keeps the current member's row, which is in state after the next {@link #writeAll}. */
  void save(MemberRow row, long nowMs) throws IOException {
    keepOneTimer(row);
    recent.put(row, MemberHead.encode(row), nowMs);
  }

  /** Writes up to {@code headsMax} heads of members who have been at rest for a while. */
  void writeRested(int headsMax, long nowMs) throws IOException {
    recent.writeRested(headsMax, nowMs);
  }

  /** Writes every saved row that is not in state yet. */
  void writeAll() throws IOException {
    recent.writeAll();
  }

  private void writeHead(String memberId, byte[] bytes) throws IOException {
    String current = backend.getCurrentKey();
    backend.setCurrentKey(memberId);
    head.update(bytes);
    backend.setCurrentKey(current);
  }

  /**
   * A timer that fires too early looks again; so a new one is made only where there is none, or
   * where it would fire too late, and not at every event.
   */
  private void keepOneTimer(MemberRow row) {
    long expiryMs = row.window.nextExpiryMs();
    boolean pending = row.timerAtMs != MemberRow.NO_TIMER;
    boolean wanted = expiryMs != Long.MAX_VALUE;
    if (pending && (!wanted || expiryMs < row.timerAtMs)) {
      timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, row.timerAtMs);
      row.timerAtMs = MemberRow.NO_TIMER;
      pending = false;
    }
    if (wanted && !pending) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, expiryMs);
      row.timerAtMs = expiryMs;
    }
  }

  /** Null where the member does not wait. */
  Stamp waitsFor() throws IOException {
    byte[] bytes = waiting.value();
    return bytes == null ? null : Stamp.decode(bytes);
  }

  void waitFor(Stamp stamp) throws IOException {
    waiting.update(stamp.encode());
  }

  void waitNoLonger() {
    waiting.clear();
  }

  /** Ids of all members of this subtask that wait; reads that state from end to end. */
  Deque<String> allWaiting() {
    Deque<String> memberIds = new ArrayDeque<>();
    try (Stream<String> keys = backend.getKeys(WAITING_NAME, VoidNamespace.INSTANCE)) {
      keys.forEach((Consumer<String>) memberIds::add);
    }
    return memberIds;
  }

  /** The window's view of the segments of the current member. */
  private final class StateSegments implements TokenSegments {
    @Override
    public byte[] read(long index) {
      try {
        return segmentBytes.get(index);
      } catch (Exception e) {
        throw new FlinkRuntimeException("Segment " + index + " could not be read", e);
      }
    }

    @Override
    public void write(long index, byte[] bytes) {
      try {
        segmentBytes.put(index, bytes);
      } catch (Exception e) {
        throw new FlinkRuntimeException("Segment " + index + " could not be written", e);
      }
    }

    @Override
    public void remove(long index) {
      try {
        segmentBytes.remove(index);
      } catch (Exception e) {
        throw new FlinkRuntimeException("Segment " + index + " could not be removed", e);
      }
    }
  }
}
