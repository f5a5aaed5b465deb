package io.playhead.stream;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph, with its ends passed in, so that tests run the one that production runs.
 *
 * <pre>
 *   members -> decode (event) --keyed by member--> page (token, window, batch, list) -> topics
 *                  \ rejected                        ^   \ rejected
 *   control -> control ----------broadcast-----------/
 * </pre>
 *
 * Names and uids are for ever: state is found by them.
 */
public final class PlayheadJob {
  /**
   * Titles, releases and rejected records may wait so long for a full buffer; events do not. Each
   * task that flushes has a thread that wakes for it.
   */
  private static final long PATIENT_MS = 50;

  /** The operator that has all that is kept of members. */
  static final String PAGE_UID = "page";

  private PlayheadJob() {}

  /** Adds the whole job to {@code env}; the caller executes it. */
  public static void build(
      StreamExecutionEnvironment env, JobSources sources, JobSinks sinks, JobOptions options) {
    env.setMaxParallelism(JobOptions.MAX_PARALLELISM);

    SingleOutputStreamOperator<ReadEvent> events =
        env.fromSource(sources.members(), EventTimes.of(options), "event: members", RawRecord.TYPE)
            .setParallelism(sources.memberParallelism())
            .uid("members")
            .process(new DecodeFunction(options.schemaIds()), ReadEvent.TYPE)
            .name("event: decode")
            .setParallelism(sources.memberParallelism())
            .uid("decode");

    SingleOutputStreamOperator<ControlUpdate> control =
        env.fromSource(
                sources.control(),
                WatermarkStrategy.noWatermarks(),
                "event: control",
                RawRecord.TYPE)
            .setParallelism(1)
            .uid("control")
            .transform(
                "event: titles and releases", ControlUpdate.TYPE, new ControlOperator(options))
            .setParallelism(1)
            .setBufferTimeout(PATIENT_MS)
            .uid("control-decode");
    control.getTransformation().setMaxParallelism(1);

    KeyedStream<ReadEvent, String> byMember = events.keyBy(ReadEvent::memberId, Types.STRING);
    SingleOutputStreamOperator<OutRecord> lists =
        byMember
            .connect(control.broadcast())
            .transform(
                "list: tokens, windows, batches",
                OutRecord.TYPE,
                new PageOperator(options, LoaderThread::daemon))
            .setParallelism(options.parallelism())
            .setBufferTimeout(PATIENT_MS)
            .uid(PAGE_UID);
    GpuSlots.group(options.provider(), env.getConfiguration()).ifPresent(lists::slotSharingGroup);

    DataStream<OutRecord> rejected =
        events
            .getSideOutput(RejectedRecords.OUTPUT)
            .union(
                control.getSideOutput(RejectedRecords.OUTPUT),
                lists.getSideOutput(RejectedRecords.OUTPUT));

    lists
        .sinkTo(sinks.members())
        .name("topics: recommendations, member-embeddings, interaction-tokens")
        .setParallelism(options.parallelism())
        .uid("members-out");
    rejected
        .sinkTo(sinks.rejected())
        .name("topic: rejected-events")
        .setParallelism(1)
        .uid("rejected-out");
  }
}
