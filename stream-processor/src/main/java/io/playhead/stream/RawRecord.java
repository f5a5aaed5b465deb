package io.playhead.stream;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A record as a source hands it over: nothing about it has been believed yet.
 *
 * @param topic the topic
 * @param partition its partition
 * @param offset its offset there
 * @param timestampMs Kafka's timestamp, milliseconds since 1970-01-01 UTC
 * @param key key; may be null
 * @param value value; null: a tombstone
 * @param traceparent the header of that name, see {@link io.playhead.schemas.TraceContext}; null:
 *     it has none
 */
public record RawRecord(
    String topic,
    int partition,
    long offset,
    long timestampMs,
    byte[] key,
    byte[] value,
    byte[] traceparent) {
  /** How Flink carries it. */
  public static final TypeInformation<RawRecord> TYPE =
      InFlightType.of(RawRecord.class, Serializer::new);

  /** A record that belongs to no trace. */
  public RawRecord(
      String topic, int partition, long offset, long timestampMs, byte[] key, byte[] value) {
    this(topic, partition, offset, timestampMs, key, value, null);
  }

  /** Writes and reads the fields in order. */
  public static final class Serializer extends InFlightSerializer<RawRecord> {
    @Override
    public void serialize(RawRecord raw, DataOutputView out) throws IOException {
      out.writeUTF(raw.topic);
      out.writeInt(raw.partition);
      out.writeLong(raw.offset);
      out.writeLong(raw.timestampMs);
      writeBytes(raw.key, out);
      writeBytes(raw.value, out);
      writeBytes(raw.traceparent, out);
    }

    @Override
    public RawRecord deserialize(DataInputView in) throws IOException {
      return new RawRecord(
          in.readUTF(),
          in.readInt(),
          in.readLong(),
          in.readLong(),
          readBytes(in),
          readBytes(in),
          readBytes(in));
    }

    @Override
    public TypeSerializerSnapshot<RawRecord> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Names the serializer in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RawRecord> {
    /** Called by Flink. */
    public Snapshot() {
      super(Serializer::new);
    }
  }
}
