package io.playhead.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Nobody's windows start anew at the same time as everybody's. */
class MadeUpHistoriesTest {
  private static final int STRIDE = 128;

  @Test
  void asManyMembersAreThisFarFromTheirNextAnchorAsThatFar() {
    int[] order = MadeUpHistories.of(1, 2_560, 220, STRIDE);

    int[] tokens = new int[2_560];
    Arrays.stream(order).forEach(member -> tokens[member]++);
    int[] members = new int[STRIDE];
    Arrays.stream(tokens).forEach(count -> members[count % STRIDE]++);
    assertThat(order).hasSize(2_560 * 220);
    assertThat(Arrays.stream(members).filter(count -> count == 20).count())
        .as("all but the average one, which has twice as many, and the one across from it")
        .isEqualTo(STRIDE - 2);
    assertThat(Arrays.stream(tokens).min()).hasValue(220 - STRIDE / 2 + 1);
  }

  @Test
  void fewTokensAndAnOddMemberComeOutEven() {
    assertThat(MadeUpHistories.of(1, 101, 1, STRIDE)).hasSize(101).doesNotHaveDuplicates();
    assertThat(MadeUpHistories.of(1, 101, 30, STRIDE)).hasSize(101 * 30);
  }
}
