package io.playhead.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Title;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CompactPageTest {
  private final TitleColumns titles = new TitleColumns(List.<Title>of().iterator());
  private final Ordinals rows = new Ordinals();

  private CompactPage page(String... written) {
    return CompactPage.of(MadeUp.page("m", 7, 3, written), 3, titles, rows);
  }

  @Test
  void readsRowsFromTheTopAndEachFromTheLeft() {
    CompactPage page = page("top: a b c", "empty: ", "new: d e");

    assertThat(page.rank(titles.ordinal("a"))).isZero();
    assertThat(page.rank(titles.ordinal("c"))).isEqualTo(2);
    assertThat(page.rank(titles.ordinal("d"))).isEqualTo(3);
    assertThat(page.rank(titles.ordinal("e"))).isEqualTo(4);
    assertThat(page.rank(titles.ordinal("f"))).isEqualTo(FoundPlays.ABSENT);
    assertThat(List.of(page.place(0), page.place(2), page.place(3), page.place(4)))
        .containsExactly(0, 2, 0, 1);
    assertThat(rows.name(page.rows()[page.rowIndex(2)])).isEqualTo("top");
    assertThat(rows.name(page.rows()[page.rowIndex(3)])).isEqualTo("new");
  }

  @Test
  void overlapsByTheFirstTwentyTitlesInAnyOrder() {
    CompactPage page = page("top: a b c d");

    assertThat(page.overlap(page("new: d c", "top: b a"))).isEqualTo(1);
    assertThat(page.overlap(page("top: a b"))).isEqualTo(.5);
    assertThat(page("top: a b").overlap(page)).isEqualTo(.5);
    assertThat(page.overlap(page("top: e f g h"))).isZero();
    assertThat(page.overlap(page())).isZero();
    assertThat(page().overlap(page())).isNaN();
  }

  @Test
  void looksForNoOverlapBehindTheTwentiethTitle() {
    String first = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 ";

    assertThat(page("top: " + first + "20 x").overlap(page("top: " + first + "21 20")))
        .isEqualTo(19 / 20.0);
  }
}
