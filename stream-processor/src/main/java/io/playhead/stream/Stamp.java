package io.playhead.stream;

import io.playhead.schemas.TraceContext;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Where a record came from, and when it passed the first two stages. Travels with the event, stands
 * in the list that reflects it, and is kept in state for a member that waits for a list.
 *
 * <pre>
 *   version u8 | topic UTF | partition i32 | offset i64 | appendedMs i64 | readMs i64
 *              | traceIdHigh i64 | traceIdLow i64 | spanId i64 | flags u8                version 2 only
 * </pre>
 *
 * Version 1 is the record that belongs to no trace, most of them, and all that were written before
 * there were traces.
 *
 * @param topic the topic
 * @param partition its partition
 * @param offset its offset there
 * @param appendedMs Kafka's timestamp
 * @param readMs when the job read it
 * @param trace the trace that it belongs to; null: none
 */
record Stamp(
    String topic, int partition, long offset, long appendedMs, long readMs, TraceContext trace) {
  private static final int UNTRACED = 1;
  private static final int TRACED = 2;

  static Stamp of(RawRecord raw, long readMs) {
    return new Stamp(
        raw.topic(),
        raw.partition(),
        raw.offset(),
        raw.timestampMs(),
        readMs,
        TraceContext.parse(raw.traceparent()));
  }

  void write(DataOutputView out) throws IOException {
    out.writeByte(trace == null ? UNTRACED : TRACED);
    out.writeUTF(topic);
    out.writeInt(partition);
    out.writeLong(offset);
    out.writeLong(appendedMs);
    out.writeLong(readMs);
    if (trace != null) {
      write(trace, out);
    }
  }

  static void write(TraceContext trace, DataOutputView out) throws IOException {
    out.writeLong(trace.traceIdHigh());
    out.writeLong(trace.traceIdLow());
    out.writeLong(trace.spanId());
    out.writeByte(trace.flags());
  }

  static Stamp read(DataInputView in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != UNTRACED && version != TRACED) {
      throw new IOException("Stamp of version " + version + ", this program reads up to " + TRACED);
    }
    return new Stamp(
        in.readUTF(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        version == TRACED ? readTrace(in) : null);
  }

  static TraceContext readTrace(DataInputView in) throws IOException {
    return new TraceContext(in.readLong(), in.readLong(), in.readLong(), in.readByte());
  }

  byte[] encode() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(96);
    write(out);
    return out.getCopyOfBuffer();
  }

  static Stamp decode(byte[] bytes) throws IOException {
    return read(new DataInputDeserializer(bytes));
  }
}
