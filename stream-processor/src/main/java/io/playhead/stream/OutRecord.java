package io.playhead.stream;

import io.playhead.schemas.TraceContext;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A record for a sink. The sink puts the wire format's header before the value.
 *
 * @param topic where to
 * @param key key; null only where a rejected record had none
 * @param avro value in plain Avro binary; null: a tombstone
 * @param timestampMs when it was made, milliseconds since 1970-01-01 UTC
 * @param trace goes into its header; null: none
 */
public record OutRecord(
    String topic, byte[] key, byte[] avro, long timestampMs, TraceContext trace) {
  /** How Flink carries it. */
  public static final TypeInformation<OutRecord> TYPE =
      InFlightType.of(OutRecord.class, Serializer::new);

  /** A record that belongs to no trace. */
  public OutRecord(String topic, byte[] key, byte[] avro, long timestampMs) {
    this(topic, key, avro, timestampMs, null);
  }

  /** Writes and reads the fields in order. */
  public static final class Serializer extends InFlightSerializer<OutRecord> {
    @Override
    public void serialize(OutRecord record, DataOutputView out) throws IOException {
      out.writeUTF(record.topic);
      writeBytes(record.key, out);
      writeBytes(record.avro, out);
      out.writeLong(record.timestampMs);
      out.writeBoolean(record.trace != null);
      if (record.trace != null) {
        Stamp.write(record.trace, out);
      }
    }

    @Override
    public OutRecord deserialize(DataInputView in) throws IOException {
      return new OutRecord(
          in.readUTF(),
          readBytes(in),
          readBytes(in),
          in.readLong(),
          in.readBoolean() ? Stamp.readTrace(in) : null);
    }

    @Override
    public TypeSerializerSnapshot<OutRecord> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Names the serializer in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<OutRecord> {
    /** Called by Flink. */
    public Snapshot() {
      super(Serializer::new);
    }
  }
}
