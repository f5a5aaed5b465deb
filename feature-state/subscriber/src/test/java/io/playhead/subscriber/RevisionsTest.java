package io.playhead.subscriber;

import static io.playhead.subscriber.TestPages.P0;
import static io.playhead.subscriber.TestPages.P1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RevisionsTest {
  private final Revisions revisions = new Revisions();

  @Test
  void refusesARevisionOlderThanTheOneBefore() {
    assertThat(revisions.accept(P0, "m1", 5)).isTrue();

    assertThat(revisions.accept(P0, "m1", 4)).isFalse();
    assertThat(revisions.accept(P0, "m1", 5)).isTrue();
    assertThat(revisions.accept(P0, "m1", 6)).isTrue();
  }

  @Test
  void aRefusedRevisionChangesNothing() {
    revisions.accept(P0, "m1", 5);
    revisions.accept(P0, "m1", 3);

    assertThat(revisions.accept(P0, "m1", 4)).isFalse();
  }

  @Test
  void membersDoNotMeet() {
    revisions.accept(P0, "m1", 5);

    assertThat(revisions.accept(P0, "m2", 1)).isTrue();
  }

  @Test
  void takesAnyRevisionAfterAForgottenMember() {
    revisions.accept(P0, "m1", 5);

    revisions.forget(P0, "m1");

    assertThat(revisions.memberCount()).isZero();
    assertThat(revisions.accept(P0, "m1", 1)).isTrue();
  }

  @Test
  void forgettingAMemberThatWasNeverSeenKeepsNothing() {
    revisions.forget(P0, "m1");

    assertThat(revisions.memberCount()).isZero();
  }

  @Test
  void dropsTheMembersOfAPartitionWithIt() {
    revisions.accept(P0, "m1", 5);
    revisions.accept(P1, "m2", 5);

    revisions.drop(List.of(P0));

    assertThat(revisions.memberCount()).isOne();
    assertThat(revisions.accept(P0, "m1", 1)).isTrue();
    assertThat(revisions.accept(P1, "m2", 1)).isFalse();
  }
}
