package io.playhead.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RevisionRuleTest {
  @Test
  void takesANewerPage() {
    assertThat(RevisionRule.replaces(TestPages.page("m1", 4), TestPages.page("m1", 3))).isTrue();
  }

  @Test
  void takesTheLaterOfTwoEqualRevisions() {
    assertThat(RevisionRule.replaces(TestPages.page("m1", 3), TestPages.page("m1", 3))).isTrue();
  }

  @Test
  void refusesAnOlderPage() {
    assertThat(RevisionRule.replaces(TestPages.page("m1", 2), TestPages.page("m1", 3))).isFalse();
    assertThat(RevisionRule.replaces(Long.MIN_VALUE, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void takesAnyPageWhereNoneIsStored() {
    assertThat(RevisionRule.replaces(TestPages.page("m1", 0), null)).isTrue();
  }
}
