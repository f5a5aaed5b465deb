package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.HomePage;
import io.playhead.inference.PageItem;
import io.playhead.inference.PageRow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShadowComparisonTest {
  private static HomePage page(String... rows) {
    List<PageRow> pageRows =
        Arrays.stream(rows)
            .map(
                row ->
                    PageRow.of(
                        "row",
                        row.chars().mapToObj(c -> new PageItem("" + (char) c, 1, "")).toList()))
            .toList();
    return new HomePage("m", "model", pageRows, new float[0]);
  }

  @Test
  void findsNothingBetweenEqualPages() {
    assertThat(ShadowComparison.of(page("abc", "de"), page("abc", "de")))
        .isEqualTo(new ShadowComparison(5, 0));
    assertThat(ShadowComparison.of(page(), page())).isEqualTo(new ShadowComparison(0, 0));
  }

  @Test
  void countsPlacesOverTheWholePage() {
    assertThat(ShadowComparison.of(page("abc", "de"), page("ebc", "da")))
        .isEqualTo(new ShadowComparison(5, 4));
  }

  @Test
  void takesATitleThatOnePageLacksAsBehindItsLast() {
    assertThat(ShadowComparison.of(page("abc"), page("xabc")))
        .isEqualTo(new ShadowComparison(3, 3));
    assertThat(ShadowComparison.of(page("abc"), page("ab"))).isEqualTo(new ShadowComparison(2, 0));
    assertThat(ShadowComparison.of(page("ab"), page())).isEqualTo(new ShadowComparison(0, 1));
  }

  @Test
  void sharesOnlyWhatIsAmongTheFirstTenOfBoth() {
    String first = letters(0, 10);
    String second = letters(10, 20);

    assertThat(ShadowComparison.of(page(first, second), page(second, first)))
        .isEqualTo(new ShadowComparison(0, 10));
    assertThat(ShadowComparison.of(page(first, second), page(first)).sharedOfTen()).isEqualTo(10);
  }

  private static String letters(int from, int to) {
    StringBuilder letters = new StringBuilder();
    IntStream.range(from, to).forEach(i -> letters.append((char) ('a' + i)));
    return letters.toString();
  }
}
