package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On metadata as Flink writes it; with a real source's: tried by hand. */
class SavedEndsTest {
  private static final Path STOP_AT = Path.of("ends.json");

  @TempDir private Path folder;

  @Test
  void refusesAJobThatReadsOn() throws Exception {
    save(
        new KafkaPartitionSplit(new TopicPartition("titles", 0), 0, 5),
        new KafkaPartitionSplit(new TopicPartition("titles", 1), 3));

    RunFailure failure =
        catchThrowableOfType(RunFailure.class, () -> SavedEnds.requireThere(folder, STOP_AT));

    assertThat(failure)
        .hasMessageContaining("--stop-at=ends.json")
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("titles-1")
        .hasMessageContaining("--restore none");
    assertThat(failure.exitCode()).isEqualTo(2);
  }

  @Test
  void letsAJobGoOnThatHadItsEnds() throws Exception {
    save(
        new KafkaPartitionSplit(new TopicPartition("titles", 0), 0, 5),
        new KafkaPartitionSplit(new TopicPartition("titles", 1), 3, 3));

    assertThatCode(() -> SavedEnds.requireThere(folder, STOP_AT)).doesNotThrowAnyException();
  }

  @Test
  void saysThatItCannotBeRead() throws Exception {
    Files.writeString(folder.resolve("_metadata"), "no metadata");

    RunFailure failure =
        catchThrowableOfType(RunFailure.class, () -> SavedEnds.requireThere(folder, STOP_AT));

    assertThat(failure).hasMessageContaining(folder.toString()).hasMessageContaining("--restore");
  }

  /** As a source with these partitions would. */
  private void save(KafkaPartitionSplit... splits) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputViewStreamWrapper out = new DataOutputViewStreamWrapper(bytes);
    long[] offsets = new long[splits.length];
    for (int i = 0; i < splits.length; i++) {
      offsets[i] = bytes.size();
      BytePrimitiveArraySerializer.INSTANCE.serialize(
          SimpleVersionedSerialization.writeVersionAndSerialize(
              new KafkaPartitionSplitSerializer(), splits[i]),
          out);
    }
    OperatorSubtaskState subtask =
        OperatorSubtaskState.builder()
            .setManagedOperatorState(
                new OperatorStreamStateHandle(
                    Map.of(
                        "SourceReaderState",
                        new OperatorStateHandle.StateMetaInfo(
                            offsets, OperatorStateHandle.Mode.SPLIT_DISTRIBUTE)),
                    new ByteStreamStateHandle("splits", bytes.toByteArray())))
            .build();
    OperatorState source = new OperatorState("source", "source", new OperatorID(), 1, 8);
    source.putState(0, subtask);
    try (OutputStream file = Files.newOutputStream(folder.resolve("_metadata"))) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(1, List.of(source), List.of()), file);
    }
  }
}
