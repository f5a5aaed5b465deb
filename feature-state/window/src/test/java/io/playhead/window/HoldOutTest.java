package io.playhead.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldOutTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final HoldOut AFTER_NOON = HoldOut.after(NOON);

  @Test
  void readsWhatItWrote() {
    for (HoldOut holdOut : List.of(HoldOut.NONE, HoldOut.LAST, AFTER_NOON)) {
      assertThat(HoldOut.parse(holdOut.toString())).isEqualTo(holdOut);
    }
    assertThat(HoldOut.parse("none")).isSameAs(HoldOut.NONE);
    assertThat(HoldOut.parse("last")).isSameAs(HoldOut.LAST);
    assertThat(AFTER_NOON).hasToString("after:2026-01-31T12:00:00Z");
  }

  @Test
  void saysWhatThereIs() {
    for (String text : List.of("some", "", "after", "after:", "after:noon", "after:2026-01-31")) {
      assertThatThrownBy(() -> HoldOut.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("--hold-out=" + text + " must be none, last or after:INSTANT");
    }
  }

  @Test
  void afterATimeNothingIsRead() {
    long noonMs = NOON.toEpochMilli();
    MemberHistories.Builder builder = new MemberHistories.Builder(WindowPolicy.DEFAULT);
    EventText.events("0 PLAY A; 9 STOP A; 100 PLAY B; 190 STOP B; 200 PLAY C")
        .forEach(builder::add);
    MemberHistories histories = builder.build();
    List<Token> tokens = histories.tokens(histories.memberIds().first());
    HoldOut afterB = HoldOut.after(Instant.ofEpochMilli(tokens.get(2).startedMs()));

    assertThat(AFTER_NOON.reads(noonMs - 1)).isTrue();
    assertThat(AFTER_NOON.reads(noonMs)).isFalse();
    assertThat(afterB.history(tokens)).extracting(Token::titleId).containsExactly("A", "B");
    assertThat(HoldOut.after(Instant.EPOCH).history(tokens)).isEmpty();
    assertThat(HoldOut.LAST.history(tokens)).extracting(Token::titleId).containsExactly("A", "B");
    assertThat(HoldOut.NONE.history(tokens)).hasSize(3);
    assertThat(AFTER_NOON.cut(histories).keeps("m", noonMs - 1, "A")).isTrue();
    assertThat(AFTER_NOON.cut(histories).keeps("m", noonMs, "A")).isFalse();
    assertThat(AFTER_NOON.cut(histories).memberCount()).isZero();
  }

  @Test
  void knowsWhatAModelMayHaveSeen() {
    HoldOut later = HoldOut.after(NOON.plusMillis(1));

    assertThat(AFTER_NOON.covers(later)).isTrue();
    assertThat(later.covers(AFTER_NOON)).isFalse();
    assertThat(AFTER_NOON.covers(HoldOut.LAST)).isFalse();
    assertThat(HoldOut.LAST.covers(AFTER_NOON)).isFalse();
    assertThat(HoldOut.LAST.covers(HoldOut.LAST)).isTrue();
    assertThat(HoldOut.NONE.covers(HoldOut.LAST)).isFalse();
    for (HoldOut holdOut : List.of(HoldOut.NONE, HoldOut.LAST, AFTER_NOON)) {
      assertThat(holdOut.covers(HoldOut.NONE)).isTrue();
    }
  }
}
