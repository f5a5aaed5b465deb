package io.playhead.subscriber;

import static io.playhead.subscriber.TestPages.P0;
import static io.playhead.subscriber.TestPages.P1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RebalanceTest {
  private final LoopFixture run = new LoopFixture();

  @Test
  void commitsWhatIsHandledBeforeAPartitionIsGivenAway() {
    run.consumer.holdsAnswers = true; // the commit in passing has not arrived
    run.inGroup(P0, P1).page(P0, "m1", 1).page(P0, "m1", 2);
    run.steps();
    assertThat(run.consumer.commits).isEmpty();

    run.consumer.rebalance(List.of(P1));

    assertThat(run.consumer.commits).isEqualTo(Map.of(P0, 2L));
  }

  @Test
  void goesOnWithThePartitionsThatItKeeps() {
    run.inGroup(P0, P1).page(P1, "m2", 5);
    run.steps();

    run.consumer.rebalance(List.of(P1));
    run.page(P1, "m2", 4).page(P1, "m2", 6);
    run.steps();

    assertThat(run.told()).containsExactly("m2 5", "m2 6");
    assertThat(run.consumer.commits).isEqualTo(Map.of(P1, 3L));
  }

  @Test
  void forgetsTheRevisionsOfAPartitionThatIsGivenAway() {
    run.inGroup(P0).page(P0, "m1", 5);
    run.steps();

    run.consumer.rebalance(List.of());
    run.consumer.rebalance(List.of(P0));
    run.page(P0, "m1", 1);
    run.steps();

    assertThat(run.told()).containsExactly("m1 5", "m1 1");
  }

  @Test
  void commitsNothingOfAPartitionThatIsLost() {
    run.consumer.holdsAnswers = true;
    run.inGroup(P0).page(P0, "m1", 1);
    run.steps();

    run.consumer.rebalanceListener.onPartitionsLost(List.of(P0));
    run.loop.close();

    assertThat(run.consumer.commits).isEmpty();
  }

  @Test
  void leavesOutWaitingRecordsOfAPartitionThatIsLost() {
    run.schemas.away = true;
    run.inGroup(P0, P1).page(P0, "m1", 1).page(P1, "m2", 1);
    run.steps();

    run.consumer.rebalanceListener.onPartitionsLost(List.of(P0));
    run.schemas.away = false;
    run.nowNs.addAndGet(RetryDelay.FIRST_NS);
    run.steps();

    assertThat(run.told()).containsExactly("m2 1");
  }
}
