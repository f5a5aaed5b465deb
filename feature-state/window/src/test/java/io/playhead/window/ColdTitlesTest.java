package io.playhead.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColdTitlesTest {
  private final ColdTitles tenth = new ColdTitles(.1);

  /**
   * By Python's hashlib: .0101 of "1", .2813 of "31", .3440 of "16", .6203 of "7", .7674 of "Zoë".
   */
  @Test
  void isTheSameOnEveryMachine() {
    List<String> cold =
        IntStream.range(1, 60).mapToObj(Integer::toString).filter(tenth::contains).toList();

    assertThat(cold).containsExactly("1", "26", "43", "44", "56");
    assertThat(new ColdTitles(.0101).contains("1")).isFalse();
    assertThat(new ColdTitles(.0102).contains("1")).isTrue();
    assertThat(new ColdTitles(.3439).contains("16")).isFalse();
    assertThat(new ColdTitles(.3440).contains("16")).isTrue();
    assertThat(new ColdTitles(.7673).contains("Zoë")).isFalse();
    assertThat(new ColdTitles(.7674).contains("Zoë")).isTrue();
  }

  @Test
  void takesTheShareItIsGiven() {
    long cold =
        IntStream.range(0, 20_000).mapToObj(i -> "title " + i).filter(tenth::contains).count();

    assertThat(cold).isBetween(1_850L, 2_150L); // 2,000 +- 42
    assertThat(
            IntStream.range(0, 100).mapToObj(Integer::toString).anyMatch(ColdTitles.NONE::contains))
        .isFalse();
  }

  @Test
  void aLargerShareCoversASmallerOne() {
    assertThat(tenth.covers(tenth)).isTrue();
    assertThat(new ColdTitles(.2).covers(tenth)).isTrue();
    assertThat(ColdTitles.NONE.covers(tenth)).isFalse();
  }

  @Test
  void refusesWhatIsNoShare() {
    assertThatThrownBy(() -> new ColdTitles(1)).hasMessageContaining("--cold-share=1.0");
    assertThatThrownBy(() -> new ColdTitles(-.1)).hasMessageContaining("--cold-share=-0.1");
    assertThatThrownBy(() -> new ColdTitles(Double.NaN)).hasMessageContaining("--cold-share=NaN");
  }
}
