package io.playhead.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RetryDelayTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final RetryDelay delay = new RetryDelay();

  @Test
  void waitsASecondThenTwiceAsLongEachTimeUpToThirty() {
    List<Long> waitedSeconds = new ArrayList<>();
    long nowNs = 0;

    for (int failures = 0; failures < 7; failures++) {
      delay.failed(nowNs);
      long triedNs = nowNs;
      while (!delay.isDue(nowNs)) {
        nowNs += SECOND;
      }
      waitedSeconds.add((nowNs - triedNs) / SECOND);
    }

    assertThat(waitedSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void isDueBeforeTheFirstFailure() {
    assertThat(delay.isWaiting()).isFalse();
    assertThat(delay.isDue(0)).isTrue();
  }

  @Test
  void startsAnewAfterASuccess() {
    delay.failed(0);
    delay.failed(SECOND);
    delay.succeeded();
    assertThat(delay.isWaiting()).isFalse();

    delay.failed(0);

    assertThat(delay.isDue(SECOND - 1)).isFalse();
    assertThat(delay.isDue(SECOND)).isTrue();
  }

  @Test
  void bearsAClockThatPassesItsLargestNumber() {
    long nowNs = Long.MAX_VALUE - 1;

    delay.failed(nowNs);

    assertThat(delay.isDue(nowNs)).isFalse();
    assertThat(delay.isDue(nowNs + SECOND)).isTrue();
  }
}
