package io.playhead.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the exact window starts, and what stands before it. */
class AnchoredWindowTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 0, 0",
    "256, 0, 0",
    "257, 64, 1",
    "320, 64, 1",
    "321, 128, 2",
    "1000, 768, 12",
    "1025, 832, 12",
    "100000, 99776, 12"
  })
  void theDefaultGrowsTo256AndSeesUpToTwelveBlocksBefore(long tokens, long anchor, int blocks) {
    assertThat(AnchoredWindow.DEFAULT.anchor(tokens)).isEqualTo(anchor);
    assertThat(AnchoredWindow.DEFAULT.blocksBefore(anchor, 0)).isEqualTo(blocks);
  }

  @Test
  void everyTokenCountHasOneWindowThatHoldsTheNewestTokens() {
    AnchoredWindow window = new AnchoredWindow(12, 4, 3, 2);
    for (long tokens = 1; tokens < 200; tokens++) {
      long anchor = window.anchor(tokens);
      assertThat(anchor % 4).as("%d tokens", tokens).isZero();
      assertThat(tokens - anchor).as("%d tokens", tokens).isBetween(Math.min(tokens, 9), 12L);
      assertThat(window.anchor(tokens + 1)).isIn(anchor, anchor + 4);
    }
  }

  @Test
  void onlyBlocksThatAreRetainedAsAWholeAreSummarised() {
    AnchoredWindow window = new AnchoredWindow(12, 4, 3, 2);

    assertThat(window.blocksBefore(40, 28)).isEqualTo(3);
    assertThat(window.blocksBefore(40, 29)).isEqualTo(2);
    assertThat(window.blocksBefore(40, 40)).isZero();
    assertThat(AnchoredWindow.EXACT.blocksBefore(640, 0)).isZero();
  }

  @Test
  void theDefaultsKeepWhatModelsMayLookBackAt() {
    assertThat(WindowPolicy.DEFAULT.tokensRetained())
        .isGreaterThanOrEqualTo(AnchoredWindow.REACH_MAX);
  }

  @ParameterizedTest
  @CsvSource({
    "256, 0, 0, 0",
    "256, 100, 0, 0",
    "64, 64, 0, 0",
    "256, 64, 13, 2",
    "256, 64, 2, 0",
    "256, 64, 0, 2",
    "256, 64, 2, 65",
    "1088, 64, 0, 0"
  })
  void shapesThatCannotBeServedAreRefused(int length, int stride, int blocks, int summaries) {
    assertThatThrownBy(() -> new AnchoredWindow(length, stride, blocks, summaries))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Window ");
  }
}
