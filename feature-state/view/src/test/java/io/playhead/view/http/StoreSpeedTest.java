package io.playhead.view.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoreSpeedTest {
  private static final long MEMORY_NS = 10_000;
  private static final long DISK_NS = 1_000_000;

  private final StoreSpeed speed = new StoreSpeed();

  @Test
  void isQuickUntilReadsTakeAsLongAsADiskDoes() {
    assertThat(speed.isQuick()).isTrue();

    reads(10, DISK_NS);

    assertThat(speed.isQuick()).isFalse();
  }

  @Test
  void isQuickAgainOnceReadsAre() {
    reads(1_000, DISK_NS);

    reads(200, MEMORY_NS);

    assertThat(speed.isQuick()).isTrue();
  }

  /** A thread loses its core now and then, and a collection stops it. */
  @Test
  void staysQuickWhereOneReadInTwentyIsSlow() {
    for (int i = 0; i < 1_000; i++) {
      reads(19, MEMORY_NS);
      reads(1, 100 * DISK_NS);
      assertThat(speed.isQuick()).isTrue();
    }
  }

  @Test
  void isSlowWhereOneReadInFourIs() {
    for (int i = 0; i < 100; i++) {
      reads(3, MEMORY_NS);
      reads(1, DISK_NS);
    }

    assertThat(speed.isQuick()).isFalse();
  }

  private void reads(int count, long ns) {
    for (int i = 0; i < count; i++) {
      speed.took(ns);
    }
  }
}
