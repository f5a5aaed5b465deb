package io.playhead.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.playhead.deploy.evaluate.Interval;
import io.playhead.window.RequestContext;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EstimatesTest {
  private static final RequestContext SOMEWHERE = new RequestContext(0, null, null, null, -1, 0);

  /** Plays of so many members, one after the other, in rounds. */
  private static Plays plays(int members, int rounds) {
    Plays plays = new Plays();
    for (int i = 0; i < members * rounds; i++) {
      plays.add(i, 0, i % members, 0, SOMEWHERE);
    }
    return plays;
  }

  private static int[] all(Plays plays) {
    return IntStream.range(0, plays.count()).toArray();
  }

  @Test
  void drawsNoIntervalFromFewMembers() {
    Plays nine = plays(9, 20);
    Plays ten = plays(10, 1);

    assertThat(new Estimates(all(nine), nine, 1).mean(play -> play % 2).interval()).isNull();
    assertThat(new Estimates(all(ten), ten, 1).mean(play -> play % 2).interval()).isNotNull();
    assertThat(new Estimates(all(nine), nine, 1).memberCount()).isEqualTo(9);
  }

  /** Twenty plays of a member are one draw: each member has a mean of its own, all or nothing. */
  @Test
  void drawsMembersAndNotPlays() {
    Plays plays = plays(100, 20);
    Estimate byMember = new Estimates(all(plays), plays, 1).mean(play -> play % 100 < 50 ? 1 : 0);

    double error = Math.sqrt(.5 * .5 / 100);
    Interval interval = byMember.interval();
    assertThat(byMember.mean()).isEqualTo(.5);
    assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.96 * error, within(.4 * error));
  }

  /** Every fourth member has all ones, the others none: as wide as of members one by one. */
  @Test
  void drawsManyMembersInGroups() {
    int members = 4 * Estimates.GROUPS_MAX + 3;
    Plays plays = plays(members, 3);
    Estimates estimates = new Estimates(all(plays), plays, 1);
    Interval interval = estimates.mean(play -> play % members % 4 == 0 ? 1 : 0).interval();

    double error = Math.sqrt(.25 * .75 / members);
    assertThat(estimates.memberCount()).isEqualTo(members);
    assertThat(interval.low()).isCloseTo(.25 - 1.96 * error, within(.35 * error));
    assertThat(interval.high()).isCloseTo(.25 + 1.96 * error, within(.35 * error));
  }

  /** What is the same for both has no part in the difference. */
  @Test
  void pairsTheTwoModels() {
    Plays plays = plays(50, 2);
    Difference difference =
        new Estimates(all(plays), plays, 1).difference(play -> play, play -> play + .25);

    assertThat(difference.a()).isEqualTo(49.5);
    assertThat(difference.b()).isEqualTo(49.75);
    assertThat(difference.difference()).isEqualTo(.25);
    assertThat(difference.interval()).isEqualTo(new Interval(.25, .25));
  }

  @Test
  void takesTheRatioOfSums() {
    Plays plays = plays(10, 1);
    Estimates estimates = new Estimates(all(plays), plays, 1);

    Estimate half = estimates.ratio(play -> play + 1, play -> 2 * (play + 1));

    assertThat(half.mean()).isEqualTo(.5);
    assertThat(half.interval()).isEqualTo(new Interval(.5, .5));
    assertThat(estimates.ratio(play -> 1, play -> 0)).isNull();
  }

  @Test
  void isTheSameForTheSameSeed() {
    Plays plays = plays(40, 3);

    Estimate first = new Estimates(all(plays), plays, 7).mean(Math::sqrt);

    assertThat(new Estimates(all(plays), plays, 7).mean(Math::sqrt)).isEqualTo(first);
    assertThat(new Estimates(all(plays), plays, 8).mean(Math::sqrt).interval())
        .isNotEqualTo(first.interval());
  }

  @Test
  void looksAtTheChosenPlaysAlone() {
    Plays plays = plays(3, 2);
    Estimates estimates = new Estimates(new int[] {1, 4, 5}, plays, 1);

    assertThat(estimates.playCount()).isEqualTo(3);
    assertThat(estimates.memberCount()).isEqualTo(2);
    assertThat(estimates.mean(play -> play).mean()).isEqualTo(10 / 3.0);
  }
}
