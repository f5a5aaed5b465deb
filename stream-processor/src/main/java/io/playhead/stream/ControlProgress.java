package io.playhead.stream;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * How far the control topics have been read, against where they ended when the job started. A
 * partition that was empty counts as reached.
 *
 * <pre>
 *   version u8 = 1 | loaded u8 | partitions i32 | partitions x (topic UTF, partition i32, nextOffset i64)
 * </pre>
 */
final class ControlProgress {
  private static final int VERSION = 1;

  private final Map<String, long[]> endOffsets;
  private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
  private boolean loaded;

  private record TopicPartition(String topic, int partition) {}

  ControlProgress(Map<String, long[]> endOffsets) {
    this.endOffsets = endOffsets;
  }

  void read(String topic, int partition, long offset) {
    nextOffsets.merge(new TopicPartition(topic, partition), offset + 1, Math::max);
  }

  /** Whether all that was there at the start has been read; false where no ends are known. */
  boolean reachedEnds() {
    for (Map.Entry<String, long[]> topic : endOffsets.entrySet()) {
      for (int partition = 0; partition < topic.getValue().length; partition++) {
        long next = nextOffsets.getOrDefault(new TopicPartition(topic.getKey(), partition), 0L);
        if (next < topic.getValue()[partition]) {
          return false;
        }
      }
    }
    return !endOffsets.isEmpty();
  }

  boolean isLoaded() {
    return loaded;
  }

  void setLoaded() {
    loaded = true;
  }

  byte[] encode() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeByte(VERSION);
    out.writeBoolean(loaded);
    out.writeInt(nextOffsets.size());
    for (Map.Entry<TopicPartition, Long> next : nextOffsets.entrySet()) {
      out.writeUTF(next.getKey().topic());
      out.writeInt(next.getKey().partition());
      out.writeLong(next.getValue());
    }
    return out.getCopyOfBuffer();
  }

  void restore(byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException(
          "Control progress of version " + version + ", this program reads " + VERSION);
    }
    loaded = in.readBoolean();
    int partitionCount = in.readInt();
    for (int i = 0; i < partitionCount; i++) {
      nextOffsets.put(new TopicPartition(in.readUTF(), in.readInt()), in.readLong());
    }
  }
}
