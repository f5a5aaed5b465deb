package io.playhead.subscriber;

import static io.playhead.subscriber.TestPages.P0;
import static io.playhead.subscriber.TestPages.P1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.schemas.RegistryUnreachableException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RegistryOutageTest {
  private final LoopFixture run = new LoopFixture();

  @Test
  void anOutageLosesNothing() {
    run.schemas.away = true;
    run.inGroup(P0).page(P0, "m1", 1).page(P0, "m2", 1).forgotten(P0, "m1");
    run.steps();
    assertThat(run.told()).isEmpty();
    assertThat(run.consumer.commits).isEmpty();

    run.schemas.away = false;
    run.nowNs.addAndGet(RetryDelay.FIRST_NS);
    run.steps();

    assertThat(run.told()).containsExactly("m1 1", "m2 1", "m1 forgotten");
    assertThat(run.consumer.commits).isEqualTo(Map.of(P0, 3L));
    assertThat(run.deliveries().rejections().total()).isZero();
  }

  @Test
  void commitsWhatWasHandledBeforeTheRecordThatWaits() {
    run.schemas.away = true;
    run.inGroup(P0).forgotten(P0, "m1").page(P0, "m1", 1);

    run.steps();
    run.loop.close();

    assertThat(run.told()).containsExactly("m1 forgotten");
    assertThat(run.consumer.commits).isEqualTo(Map.of(P0, 1L));
  }

  @Test
  void pollsOnWithPausedPartitionsAndAsksAgainWhenItIsDue() {
    run.schemas.away = true;
    run.inGroup(P0).page(P0, "m1", 1);
    run.steps();
    assertThat(run.schemas.askedCount).isOne();
    assertThat(run.consumer.paused()).containsExactly(P0);

    run.nowNs.addAndGet(RetryDelay.FIRST_NS - 1);
    run.steps();
    assertThat(run.schemas.askedCount).isOne();
    run.nowNs.addAndGet(1);
    run.steps();
    assertThat(run.schemas.askedCount).isEqualTo(2);
    run.nowNs.addAndGet(2 * RetryDelay.FIRST_NS - 1);
    run.steps();

    assertThat(run.schemas.askedCount).isEqualTo(2);
  }

  @Test
  void readsOnAfterAnOutage() {
    run.schemas.away = true;
    run.inGroup(P0).page(P0, "m1", 1);
    run.steps();
    run.page(P0, "m1", 2);
    run.steps();

    run.schemas.away = false;
    run.nowNs.addAndGet(RetryDelay.FIRST_NS);
    run.steps();

    assertThat(run.consumer.paused()).isEmpty();
    assertThat(run.told()).containsExactly("m1 1", "m1 2");
  }

  @Test
  void pausesPartitionsThatComeDuringAnOutage() {
    run.schemas.away = true;
    run.inGroup(P0).page(P0, "m1", 1);
    run.steps();

    run.consumer.rebalance(List.of(P0, P1));
    run.steps();

    assertThat(run.consumer.paused()).containsExactlyInAnyOrder(P0, P1);
  }

  @Test
  void goesOnWhenThePartitionOfTheWaitingRecordIsGivenAway() {
    run.schemas.away = true;
    run.inGroup(P0, P1).page(P0, "m1", 1);
    run.steps();

    run.consumer.rebalance(List.of(P1));
    run.schemas.away = false;
    run.nowNs.addAndGet(RetryDelay.FIRST_NS);
    run.steps();
    run.page(P1, "m2", 1);
    run.steps();

    assertThat(run.told()).containsExactly("m2 1");
    assertThat(run.consumer.commits).isEqualTo(Map.of(P1, 1L));
  }

  @Test
  void whatTheListenerThrowsIsNotTakenForAnOutage() {
    RuntimeException fromListener = new RegistryUnreachableException("another registry", null);
    run.listener.before =
        line -> {
          throw fromListener;
        };
    run.inGroup(P0).page(P0, "m1", 1);

    assertThatThrownBy(run::steps).isSameAs(fromListener);
  }
}
