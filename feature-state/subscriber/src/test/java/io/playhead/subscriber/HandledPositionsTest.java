package io.playhead.subscriber;

import static io.playhead.subscriber.TestPages.P0;
import static io.playhead.subscriber.TestPages.P1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class HandledPositionsTest {
  private final HandledPositions positions = new HandledPositions();

  @Test
  void commitsTheOffsetAfterTheLastHandledRecord() {
    handled(P0, 7);
    handled(P0, 8);
    handled(P1, 3);

    assertThat(offsets(positions.toCommit())).isEqualTo(Map.of(P0, 9L, P1, 4L));
  }

  @Test
  void commitsNothingTwice() {
    handled(P0, 7);
    positions.committed(positions.toCommit());
    assertThat(positions.toCommit()).isEmpty();

    handled(P0, 8);

    assertThat(offsets(positions.toCommit())).isEqualTo(Map.of(P0, 9L));
  }

  @Test
  void keepsWhatWasHandledWhileACommitWasOnItsWay() {
    handled(P0, 7);
    Map<TopicPartition, OffsetAndMetadata> onItsWay = positions.toCommit();
    handled(P0, 8);

    positions.committed(onItsWay);

    assertThat(offsets(positions.toCommit())).isEqualTo(Map.of(P0, 9L));
  }

  @Test
  void commitsAPositionToStartAt() {
    positions.startsAt(P0, 40);

    assertThat(offsets(positions.toCommit())).isEqualTo(Map.of(P0, 40L));
  }

  @Test
  void neverCommitsADroppedPartition() {
    handled(P0, 7);
    handled(P1, 3);
    Map<TopicPartition, OffsetAndMetadata> onItsWay = positions.toCommit();

    positions.drop(List.of(P0));
    positions.committed(onItsWay);

    assertThat(positions.toCommit()).isEmpty();
  }

  @Test
  void commitsAPartitionAnewThatCameBack() {
    handled(P0, 7);
    positions.committed(positions.toCommit());
    positions.drop(List.of(P0));

    handled(P0, 7);

    assertThat(offsets(positions.toCommit())).isEqualTo(Map.of(P0, 8L));
  }

  private void handled(TopicPartition partition, long offset) {
    positions.handled(TestPages.record(partition, offset, "m1", null));
  }

  private static Map<TopicPartition, Long> offsets(
      Map<TopicPartition, OffsetAndMetadata> positions) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    positions.forEach((partition, position) -> offsets.put(partition, position.offset()));
    return offsets;
  }
}
