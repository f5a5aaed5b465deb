package io.playhead.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The least that a keyed job can do with the same events: read them, bring them to their member,
 * touch 2 KB of RocksDB state, and write them to a topic as they are. What Playhead adds to this is
 * its own doing; {@code bench pipeline} measures it.
 */
final class PassThroughJob {
  private static final int STATE_BYTES = 2_048;

  private PassThroughJob() {}

  static void build(StreamExecutionEnvironment env, JobSources sources, Sink<RawRecord> copies) {
    env.setMaxParallelism(JobOptions.MAX_PARALLELISM);
    env.fromSource(
            sources.members(), WatermarkStrategy.noWatermarks(), "event: members", RawRecord.TYPE)
        .setParallelism(sources.memberParallelism())
        .uid("members")
        .keyBy(raw -> new String(raw.key(), StandardCharsets.UTF_8), Types.STRING)
        .process(new Touch(), RawRecord.TYPE)
        .name("touch")
        .uid("touch")
        .sinkTo(copies)
        .name("topic: copies")
        .uid("copies-out");
  }

  /** Reads and rewrites a member's 2 KB. */
  private static final class Touch extends KeyedProcessFunction<String, RawRecord, RawRecord> {
    private static final long serialVersionUID = 1;
    private transient ValueState<byte[]> state;

    @Override
    public void open(OpenContext context) {
      state =
          getRuntimeContext()
              .getState(
                  new ValueStateDescriptor<>("touched", BytePrimitiveArraySerializer.INSTANCE));
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<RawRecord> out)
        throws Exception {
      byte[] before = state.value();
      byte[] after = before == null ? new byte[STATE_BYTES] : Arrays.copyOf(before, STATE_BYTES);
      after[(int) (raw.offset() % STATE_BYTES)]++;
      state.update(after);
      out.collect(raw);
    }
  }
}
