package io.playhead.stream;

import io.playhead.window.WindowPolicy;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.Function;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple7;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.state.api.input.operator.StateReaderOperator;
import org.apache.flink.state.api.runtime.SavepointRuntimeContext;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/**
 * Reads every key of every keyed state of the page operator, its timers too, and tells what is
 * there of some members; and how many members there are, so that whoever finds nothing knows that
 * something was looked at. Runs on a task's thread of the job that {@link SavedStateSearch} starts.
 */
@SuppressWarnings("try") // Flink's close() throws Exception
final class SavedStateReader
    extends StateReaderOperator<
        SavedStateReader.NoFunction,
        String,
        VoidNamespace,
        Tuple7<String, Long, Long, Long, Long, Boolean, Long>> {
  /** Under the empty id, which no member has: how many members there are. */
  static final String COUNT = "";

  static final TypeInformation<Tuple7<String, Long, Long, Long, Long, Boolean, Long>> TYPE =
      Types.TUPLE(
          Types.STRING, Types.LONG, Types.LONG, Types.LONG, Types.LONG, Types.BOOLEAN, Types.LONG);

  /** Flink's class wants one. */
  static final class NoFunction implements Function {}

  private final Set<String> wanted;
  private transient ValueState<byte[]> head;
  private transient MapState<Long, byte[]> segments;
  private transient ValueState<byte[]> waiting;
  private transient Map<String, Long> timers;
  private transient long memberCount;

  SavedStateReader(Set<String> wanted) {
    super(new NoFunction(), Types.STRING, VoidNamespaceSerializer.INSTANCE);
    this.wanted = new LinkedHashSet<>(wanted);
  }

  @Override
  public void open() throws Exception {
    super.open();
    head = state(MemberStates.HEAD);
    segments = state(MemberStates.SEGMENTS);
    waiting = state(MemberStates.WAITING);
    timers = new HashMap<>();
    InternalTimerService<VoidNamespace> service = getInternalTimerService(MemberStates.TIMERS);
    service.forEachEventTimeTimer((namespace, timeMs) -> timer((String) getCurrentKey()));
    service.forEachProcessingTimeTimer((namespace, timeMs) -> timer((String) getCurrentKey()));
  }

  private <S extends org.apache.flink.api.common.state.State> S state(
      StateDescriptor<S, ?> descriptor) throws Exception {
    return getKeyedStateBackend()
        .getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor);
  }

  private void timer(String memberId) {
    if (wanted.contains(memberId)) {
      timers.merge(memberId, 1L, Long::sum);
    }
  }

  @Override
  public CloseableIterator<Tuple2<String, VoidNamespace>> getKeysAndNamespaces(
      SavepointRuntimeContext context) {
    Set<String> found = new LinkedHashSet<>();
    found.add(COUNT);
    found.addAll(timers.keySet());
    forEachKey(MemberStates.HEAD, memberId -> memberCount++);
    for (StateDescriptor<?, ?> descriptor :
        new StateDescriptor<?, ?>[] {
          MemberStates.HEAD, MemberStates.SEGMENTS, MemberStates.WAITING
        }) {
      forEachKey(
          descriptor,
          memberId -> {
            if (wanted.contains(memberId)) {
              found.add(memberId);
            }
          });
    }
    Iterator<Tuple2<String, VoidNamespace>> keys =
        found.stream().map(memberId -> Tuple2.of(memberId, VoidNamespace.INSTANCE)).iterator();
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return keys.hasNext();
      }

      @Override
      public Tuple2<String, VoidNamespace> next() {
        return keys.next();
      }

      /** Called after each key to make room; nothing here is worth a write. */
      @Override
      public void remove() {}

      @Override
      public void close() {}
    };
  }

  private void forEachKey(StateDescriptor<?, ?> descriptor, Consumer<String> consumer) {
    try (Stream<String> keys =
        getKeyedStateBackend().getKeys(descriptor.getName(), VoidNamespace.INSTANCE)) {
      keys.forEach(consumer);
    }
  }

  @Override
  public void processElement(
      String memberId,
      VoidNamespace namespace,
      Collector<Tuple7<String, Long, Long, Long, Long, Boolean, Long>> out)
      throws Exception {
    if (memberId.equals(COUNT)) {
      out.collect(Tuple7.of(COUNT, memberCount, 0L, 0L, 0L, false, 0L));
      return;
    }
    long segmentCount = 0;
    for (Long ignored : segments.keys()) {
      segmentCount++;
    }
    byte[] bytes = head.value();
    MemberRow member = bytes == null ? null : decode(memberId, bytes);
    out.collect(
        Tuple7.of(
            memberId,
            member == null ? -1 : member.window.erasedAtMs(),
            member == null ? 0 : member.window.tokenCount() - member.window.firstRetained(),
            segmentCount,
            member == null ? 0 : member.window.segmentCount(),
            waiting.value() != null,
            timers.getOrDefault(memberId, 0L)));
  }

  private static MemberRow decode(String memberId, byte[] bytes) throws IOException {
    return MemberHead.decode(memberId, bytes, WindowPolicy.DEFAULT);
  }
}
