package io.playhead.subscriber;

import static io.playhead.subscriber.TestPages.P0;
import static io.playhead.subscriber.TestPages.P1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class CaughtUpTest {
  private final LoopFixture run = new LoopFixture();

  @Test
  void isCaughtUpOnAnEmptyTopic() {
    run.alone();

    run.steps();

    assertThat(run.loop.isCaughtUp()).isTrue();
  }

  @Test
  void isNotBeforeTheGroupHasGivenPartitions() {
    run.waitingForAGroup();

    run.steps();

    assertThat(run.loop.isCaughtUp()).isFalse();
  }

  @Test
  void isAsTheOneOfTheGroupThatGetsNoPartition() {
    run.ends = Map.of(P0, 9L);
    run.inGroup();

    run.steps();

    assertThat(run.loop.isCaughtUp()).isTrue();
  }

  @Test
  void isWhenTheLastPageOfTheStartIsDelivered() {
    run.ends = Map.of(P0, 2L, P1, 0L);
    run.inGroup(P0, P1).page(P0, "m1", 1);
    run.steps();
    assertThat(run.loop.isCaughtUp()).isFalse();

    run.page(P0, "m1", 2);
    run.steps();

    assertThat(run.loop.isCaughtUp()).isTrue();
    assertThat(run.told()).containsExactly("m1 1", "m1 2");
  }

  @Test
  void isNotWhilePagesWaitForTheRegistry() {
    run.ends = Map.of(P0, 1L);
    run.schemas.away = true;
    run.inGroup(P0).page(P0, "m1", 1);

    run.steps();

    assertThat(run.loop.isCaughtUp()).isFalse();
  }

  @Test
  void staysSoWhenMoreComes() {
    run.alone();
    run.steps();
    run.schemas.away = true;
    run.page(P0, "m1", 1);

    run.steps();

    assertThat(run.loop.isCaughtUp()).isTrue();
  }
}
