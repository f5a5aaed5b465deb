package io.playhead.stream;

import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.RejectedEvent;
import io.playhead.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.OutputTag;

/**
 * Turns refusals into records for {@code rejected-events} and counts them by topic and reason. One
 * per operator subtask, used on its thread.
 */
final class RejectedRecords {
  /** The side output that carries them. */
  static final OutputTag<OutRecord> OUTPUT = new OutputTag<>("rejected", OutRecord.TYPE);

  private final MetricGroup stage;
  private final Map<Refused, Counter> counters = new HashMap<>();

  private record Refused(String topic, RejectReason reason) {}

  /**
   * @param operator its metrics
   */
  RejectedRecords(MetricGroup operator) {
    this.stage = PathStage.EVENT.of(operator);
  }

  OutRecord of(Stamp stamp, Original original, RejectReason reason, String detail, long nowMs) {
    counters.computeIfAbsent(new Refused(stamp.topic(), reason), this::counter).inc();
    RejectedEvent event =
        RejectedEvent.newBuilder()
            .setSourceTopic(stamp.topic())
            .setSourcePartition(stamp.partition())
            .setSourceOffset(stamp.offset())
            .setReason(reason.label())
            .setDetail(detail)
            .setRejectedAtMs(nowMs)
            .setOriginalKey(wrap(original.key()))
            .setOriginalValue(wrap(original.valueHead()))
            .setOriginalValueBytes(original.valueBytes())
            .setOriginalValueSha256(original.valueSha256())
            .build();
    return new OutRecord(
        Topics.REJECTED_EVENTS, original.key(), AvroBytes.encode(event), nowMs, stamp.trace());
  }

  private Counter counter(Refused refused) {
    return stage
        .addGroup("topic", refused.topic)
        .addGroup("reason", refused.reason.label())
        .counter("rejected");
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
