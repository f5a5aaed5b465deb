package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a member may have another list. */
@Timeout(60)
class MemberPaceTest {
  private static final long NOW_MS = 1_000_000;

  private final MemberPace pace = new MemberPace();

  private void list(int times, long atMs) {
    for (int i = 0; i < times; i++) {
      pace.listed("m", atMs);
    }
  }

  @Test
  void givesFiveAtOnceAfterARest() {
    list(4, NOW_MS);
    assertThat(pace.dueMs("m")).isLessThanOrEqualTo(NOW_MS);

    list(1, NOW_MS);

    assertThat(pace.dueMs("m")).isEqualTo(NOW_MS + MemberPace.MS_A_LIST);
  }

  @Test
  void takesNoNoticeOfOtherMembers() {
    list(5, NOW_MS);

    assertThat(pace.dueMs("other")).isLessThanOrEqualTo(NOW_MS);
  }

  @Test
  void owesNothingForListsThatCameBeforeTheyWereDue() {
    list(1_000, NOW_MS);

    assertThat(pace.dueMs("m")).isEqualTo(NOW_MS + MemberPace.MS_A_LIST);
  }

  @Test
  void hasFiveToGiveAgainAfterASecond() {
    list(1_000, NOW_MS);

    list(4, NOW_MS + 5 * MemberPace.MS_A_LIST);

    assertThat(pace.dueMs("m")).isLessThanOrEqualTo(NOW_MS + 5 * MemberPace.MS_A_LIST);
  }
}
