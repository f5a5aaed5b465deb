package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemberShareTest {
  @Test
  void spreadsMembersEvenly() {
    int members = 100_000;
    for (double share : new double[] {.01, .1, .5, .9}) {
      long below =
          IntStream.range(0, members).filter(i -> MemberShare.of("member-" + i) < share).count();

      // Five standard deviations of a fair draw.
      double tolerance = 5 * Math.sqrt(members * share * (1 - share));
      assertThat((double) below).isEqualTo(members * share, within(tolerance));
    }
  }

  @Test
  void staysWhereItIsForEver() {
    // The same by python, arithmetic modulo 2^64: another value moves members between models.
    assertThat(MemberShare.of("")).isEqualTo(0.93676944839044);
    assertThat(MemberShare.of("member-1")).isEqualTo(0.5783177159014022);
    assertThat(MemberShare.of("member-2")).isEqualTo(0.07978648001619093);
    assertThat(MemberShare.of("\u00e9")).isEqualTo(0.19144530298959106);
  }
}
