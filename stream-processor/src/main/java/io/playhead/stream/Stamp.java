package io.playhead.stream;

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
 *   version u8 = 1 | topic UTF | partition i32 | offset i64 | appendedMs i64 | readMs i64
 * </pre>
 *
 * @param topic the topic
 * @param partition its partition
 * @param offset its offset there
 * @param appendedMs Kafka's timestamp
 * @param readMs when the job read it
 */
record Stamp(String topic, int partition, long offset, long appendedMs, long readMs) {
  private static final int VERSION = 1;

  static Stamp of(RawRecord raw, long readMs) {
    return new Stamp(raw.topic(), raw.partition(), raw.offset(), raw.timestampMs(), readMs);
  }

  void write(DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(topic);
    out.writeInt(partition);
    out.writeLong(offset);
    out.writeLong(appendedMs);
    out.writeLong(readMs);
  }

  static Stamp read(DataInputView in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("Stamp of version " + version + ", this program reads " + VERSION);
    }
    return new Stamp(in.readUTF(), in.readInt(), in.readLong(), in.readLong(), in.readLong());
  }

  byte[] encode() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    write(out);
    return out.getCopyOfBuffer();
  }

  static Stamp decode(byte[] bytes) throws IOException {
    return read(new DataInputDeserializer(bytes));
  }
}
