package io.playhead.subscriber;

import static io.playhead.subscriber.TestPages.P0;
import static io.playhead.subscriber.TestPages.P1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class PageLoopTest {
  private final LoopFixture run = new LoopFixture();

  @Test
  void readsFromTheBeginningWithoutACommittedPosition() {
    run.inGroup(P0, P1).page(P0, "m1", 1).page(P1, "m2", 1).page(P0, "m1", 2);

    run.steps();

    assertThat(run.told()).containsExactlyInAnyOrder("m1 1", "m2 1", "m1 2");
    assertThat(run.told()).containsSubsequence("m1 1", "m1 2");
  }

  @Test
  void readsOnFromTheCommittedPosition() {
    run.inGroup();
    run.consumer.commitSync(Map.of(P0, new OffsetAndMetadata(1)));
    run.consumer.rebalance(List.of(P0));
    run.page(P0, "m1", 1).page(P0, "m1", 2);

    run.steps();

    assertThat(run.told()).containsExactly("m1 2");
  }

  @Test
  void fromNowLeavesOutWhatWasThereAtTheStartAndCommitsThatPosition() {
    run.fromNow = true;
    run.ends = Map.of(P0, 1L);
    run.inGroup(P0).page(P0, "m1", 1);
    run.steps();
    assertThat(run.told()).isEmpty();
    assertThat(run.consumer.commits).isEqualTo(Map.of(P0, 1L));

    run.page(P0, "m1", 2);
    run.steps();

    assertThat(run.told()).containsExactly("m1 2");
  }

  @Test
  void fromNowReadsAPartitionThatWasAddedSinceFromItsBeginning() {
    run.fromNow = true;
    run.ends = Map.of(P0, 0L);
    run.inGroup(P0, P1).page(P1, "m1", 1);

    run.steps();

    assertThat(run.told()).containsExactly("m1 1");
  }

  @Test
  void aPositionThatIsGoneStartsAtTheBeginning() {
    run.inGroup();
    run.consumer.commitSync(Map.of(P0, new OffsetAndMetadata(0)));
    run.consumer.updateBeginningOffsets(Map.of(P0, 1L));
    run.consumer.rebalance(List.of(P0));
    run.page(P0, "m1", 1).page(P0, "m1", 2);

    run.steps();

    assertThat(run.told()).containsExactly("m1 2");
  }

  @Test
  void commitsOnlyAfterTheListenerHasReturnedForAllOfAPoll() {
    List<Integer> commitsSeen = new ArrayList<>();
    run.listener.before = line -> commitsSeen.add(run.consumer.commitCount);
    run.inGroup(P0).page(P0, "m1", 1).page(P0, "m1", 2);

    run.steps();

    assertThat(commitsSeen).containsExactly(0, 0);
    assertThat(run.consumer.commits).isEqualTo(Map.of(P0, 2L));
    assertThat(run.consumer.commitCount).isOne();
  }

  @Test
  void skippedRecordsAreCommittedToo() {
    run.followed = "m1"::equals;
    run.inGroup(P0).page(P0, "m2", 1).value(P0, "m1", new byte[] {7});

    run.steps();

    assertThat(run.told()).isEmpty();
    assertThat(run.consumer.commits).isEqualTo(Map.of(P0, 2L));
  }

  @Test
  void sendsOneCommitAtATimeAndTheLastPositionInTheEnd() {
    run.consumer.holdsAnswers = true;
    run.inGroup(P0).page(P0, "m1", 1);
    run.steps();
    run.page(P0, "m1", 2);
    run.steps();
    assertThat(run.consumer.commitCount).isOne();

    run.consumer.holdsAnswers = false;
    run.consumer.unanswered.get(0).onComplete(Map.of(P0, new OffsetAndMetadata(1)), null);
    run.steps();

    assertThat(run.consumer.commits).isEqualTo(Map.of(P0, 2L));
  }

  @Test
  void sendsAPositionAgainWhoseCommitFailed() {
    run.consumer.holdsAnswers = true;
    run.inGroup(P0).page(P0, "m1", 1);
    run.steps();

    run.consumer.holdsAnswers = false;
    run.consumer.unanswered.get(0).onComplete(Map.of(), new TimeoutException("away"));
    run.steps();

    assertThat(run.consumer.commits).isEqualTo(Map.of(P0, 1L));
    assertThat(run.told()).containsExactly("m1 1");
  }

  @Test
  void aFailingListenerLeavesThePositionBeforeTheRecord() {
    IllegalStateException full = new IllegalStateException("the store is full");
    run.listener.before =
        line -> {
          if (line.equals("m1 2")) {
            throw full;
          }
        };
    run.inGroup(P0).page(P0, "m1", 1).page(P0, "m1", 2).page(P0, "m1", 3);

    assertThatThrownBy(run::steps).isSameAs(full);
    run.loop.close();

    assertThat(run.told()).containsExactly("m1 1");
    assertThat(run.consumer.commits).isEqualTo(Map.of(P0, 1L));
    assertThat(run.consumer.closed()).isTrue();
  }

  @Test
  void stopsAfterTheRecordItIsAtAndCommitsIt() {
    run.listener.before = line -> run.loop.stop();
    run.inGroup(P0).page(P0, "m1", 1).page(P0, "m1", 2);

    run.steps();
    run.loop.close();

    assertThat(run.told()).containsExactly("m1 1");
    assertThat(run.consumer.commits).isEqualTo(Map.of(P0, 1L));
  }

  @Test
  void badBytesAreSkippedAndCounted() {
    run.inGroup(P0)
        .value(P0, "m1", new byte[] {7})
        .value(P0, "m1", run.wireOfAnotherTopic())
        .page(P0, "m1", 1);

    run.steps();

    assertThat(run.told()).containsExactly("m1 1");
    assertThat(run.deliveries().rejections().total()).isEqualTo(2);
  }

  @Test
  void withoutAGroupEveryPartitionIsReadAndNothingCommitted() {
    run.alone().page(P0, "m1", 1).page(P1, "m2", 1);

    run.steps();
    run.loop.close();

    assertThat(run.told()).containsExactlyInAnyOrder("m1 1", "m2 1");
    assertThat(run.consumer.commitCount).isZero();
  }

  @Test
  void withoutAGroupAPartitionThatIsAddedIsReadFromItsBeginning() {
    run.fromNow = true;
    run.ends = Map.of(P0, 0L);
    run.alone().page(P0, "m1", 1);
    run.steps();
    run.consumer.updatePartitions(Topics.RECOMMENDATIONS, List.of(info(P0), info(P1)));

    run.nowNs.addAndGet(AllPartitions.LOOK_NS - 1);
    run.steps();
    assertThat(run.consumer.assignment()).containsExactly(P0);
    run.nowNs.addAndGet(1);
    run.loop.step();
    run.page(P1, "m2", 1).page(P0, "m1", 2);
    run.steps();

    assertThat(run.told()).containsExactlyInAnyOrder("m1 1", "m2 1", "m1 2");
  }

  private static PartitionInfo info(TopicPartition partition) {
    return new PartitionInfo(partition.topic(), partition.partition(), null, null, null);
  }
}
