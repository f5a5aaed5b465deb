package io.playhead.stream;

import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.RejectedEvent;
import io.playhead.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.OutputTag;

/**
 * Turns refusals into records for {@code rejected-events} and counts them by reason. One per
 * operator subtask, used on its thread.
 */
final class RejectedRecords {
  /** The side output that carries them. */
  static final OutputTag<OutRecord> OUTPUT = new OutputTag<>("rejected", OutRecord.TYPE);

  private final MetricGroup metrics;
  private final Map<RejectReason, Counter> counters = new EnumMap<>(RejectReason.class);

  RejectedRecords(MetricGroup metrics) {
    this.metrics = metrics;
  }

  OutRecord of(Stamp stamp, Original original, RejectReason reason, String detail, long nowMs) {
    counters
        .computeIfAbsent(reason, r -> metrics.addGroup("reason", r.label()).counter("rejected"))
        .inc();
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
    return new OutRecord(Topics.REJECTED_EVENTS, original.key(), AvroBytes.encode(event), nowMs);
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
