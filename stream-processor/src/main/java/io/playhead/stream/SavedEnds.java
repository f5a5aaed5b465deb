package io.playhead.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.state.api.runtime.SavepointLoader;

/**
 * Where a restored job stops reading is in its checkpoint, partition by partition, and nothing that
 * is said at the start changes it: a job that was without an end stays so. Stateless.
 */
final class SavedEnds {
  /** What Flink calls the state that holds a source's partitions. */
  private static final String SPLITS = "SourceReaderState";

  private SavedEnds() {}

  /**
   * Refuses a checkpoint or savepoint of a job that reads on for ever.
   *
   * @param stopAt where it was to stop, for the sentence
   */
  static void requireThere(Path saved, Path stopAt) throws RunFailure {
    Optional<KafkaPartitionSplit> endless;
    try {
      endless = endless(SavepointLoader.loadSavepointMetadata(saved.toUri().toString()));
    } catch (IOException e) {
      throw RunFailure.badInput("--restore: " + saved + " cannot be read: " + e.getMessage());
    }
    if (endless.isPresent()) {
      throw RunFailure.badInput(
          "--stop-at="
              + stopAt
              + " cannot end a job that goes on from "
              + saved
              + ", which reads "
              + endless.get().getTopicPartition()
              + " without an end; give --restore none, or a checkpoint or savepoint of a run that had"
              + " --stop-at");
    }
  }

  private static Optional<KafkaPartitionSplit> endless(CheckpointMetadata saved)
      throws IOException {
    for (OperatorState operator : saved.getOperatorStates()) {
      for (OperatorSubtaskState subtask : operator.getSubtaskStates().values()) {
        for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
          Optional<KafkaPartitionSplit> endless = endless(handle);
          if (endless.isPresent()) {
            return endless;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<KafkaPartitionSplit> endless(OperatorStateHandle handle)
      throws IOException {
    OperatorStateHandle.StateMetaInfo splits = handle.getStateNameToPartitionOffsets().get(SPLITS);
    if (splits == null) {
      return Optional.empty();
    }
    KafkaPartitionSplitSerializer serializer = new KafkaPartitionSplitSerializer();
    try (FSDataInputStream in = handle.openInputStream()) {
      for (long offset : splits.getOffsets()) {
        in.seek(offset);
        byte[] bytes =
            BytePrimitiveArraySerializer.INSTANCE.deserialize(new DataInputViewStreamWrapper(in));
        KafkaPartitionSplit split =
            SimpleVersionedSerialization.readVersionAndDeSerialize(serializer, bytes);
        if (split.getStoppingOffset().isEmpty()) {
          return Optional.of(split);
        }
      }
    }
    return Optional.empty();
  }
}
