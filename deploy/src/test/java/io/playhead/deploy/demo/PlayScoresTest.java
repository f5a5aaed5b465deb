package io.playhead.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.playhead.deploy.simulator.Choice;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayScoresTest {
  private final PlayScores scores = new PlayScores();

  @Test
  void holdsPagesAndPopularityAgainstTheOracle() {
    List.of("1", "2", "3", "4").forEach(scores::release);
    scores.past("x", "3");
    scores.past("y", "3");
    scores.past("y", "1");

    // Before the play x's page has 2 in the third place; popular ones x has not had: 1, 2.
    scores.play("x", new Choice("2", 3, List.of("2", "1", "4")), List.of("4", "1", "2"));
    // y has had 3 and 1; what was played before it: 3 twice, 1 and 2 once.
    scores.play("y", new Choice("2", 2, List.of("4", "2")), List.of("2", "4"));

    assertThat(scores.count()).isEqualTo(2);
    assertThat(scores.oracleNdcg10()).isCloseTo((1 + .63093) / 2, within(1e-5));
    assertThat(scores.publishedNdcg10()).isCloseTo((.5 + 1) / 2, within(1e-5));
    assertThat(scores.popularityNdcg10()).isCloseTo((.63093 + 1) / 2, within(1e-5));
    assertThat(scores.shareOfOracle()).isCloseTo(1.5 / 1.63093, within(1e-5));
    // Ratio estimator by hand: residuals .5 - s and 1 - .63093 s with s = .91972.
    assertThat(scores.shareOfOracleStandardError()).isCloseTo(.51471, within(1e-4));
  }

  @Test
  void leavesPlaysWithoutAPageOutOfAllFigures() {
    scores.release("1");

    scores.play("x", new Choice("1", 1, List.of("1")), null);

    assertThat(scores.count()).isZero();
    assertThat(scores.withoutPage()).isEqualTo(1);
  }

  @Test
  void countsPagesThatShowANewTitleAmongTheFirstTen() {
    NewReleases releases = new NewReleases();
    releases.page(List.of("9"));
    releases.release("9");

    releases.page(List.of("1", "9"));
    releases.page(List.of("1", "2", "3", "4", "5", "6", "7", "8", "10", "11", "9"));

    assertThat(releases.titleCount()).isEqualTo(1);
    assertThat(releases.share()).isEqualTo(.5);
  }

  @Test
  void showsTheMemberWhoPlaysOnPhoneAndTelevision() {
    MemberToShow members = new MemberToShow();
    for (String device : List.of("phone", "phone", "phone", "television")) {
      members.play("x", device);
    }
    for (String device : List.of("phone", "phone", "television", "television")) {
      members.play("z", device);
      members.play("y", device);
    }

    assertThat(members.memberId()).isEqualTo("y");
  }
}
