package io.playhead.stream;

import io.playhead.schemas.RejectReason;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.window.RejectedEventException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The first stage: raw record to event. What cannot be used goes to {@link RejectedRecords#OUTPUT}
 * and the job runs on; a registry that does not answer is waited for.
 */
final class DecodeFunction extends ProcessFunction<RawRecord, ReadEvent> {
  private final SchemaIdsFactory schemaIds;

  private transient EventDecoder decoder;
  private transient RejectedRecords rejected;
  private transient EventMetrics metrics;

  DecodeFunction(SchemaIdsFactory schemaIds) {
    this.schemaIds = schemaIds;
  }

  @Override
  public void open(OpenContext context) {
    decoder = new EventDecoder(new PatientSchemaIds(schemaIds.open()));
    rejected = new RejectedRecords(getRuntimeContext().getMetricGroup());
    metrics = new EventMetrics(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(RawRecord raw, Context context, Collector<ReadEvent> events) {
    long nowMs = System.currentTimeMillis();
    metrics.read(raw, nowMs);
    try {
      events.collect(
          new ReadEvent(
              decoder.decode(raw, nowMs),
              Stamp.of(raw, nowMs),
              Original.of(raw.key(), raw.value())));
    } catch (RejectedRecordException e) {
      reject(raw, e.reason(), e.detail(), nowMs, context);
    } catch (RejectedEventException e) {
      reject(raw, e.reason(), e.detail(), nowMs, context);
    }
  }

  private void reject(
      RawRecord raw, RejectReason reason, String detail, long nowMs, Context context) {
    context.output(
        RejectedRecords.OUTPUT,
        rejected.of(
            Stamp.of(raw, nowMs), Original.of(raw.key(), raw.value()), reason, detail, nowMs));
  }
}
