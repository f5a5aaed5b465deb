package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is likelier to be played stands higher. */
class RowOrderTest {
  private static final PageRow PICKS = row(PageRow.TOP_PICKS, .9f, .8f);
  private static final PageRow BEGUN = row(PageRow.CONTINUE_WATCHING, .1f);
  private static final PageRow BECAUSE = row(PageRow.BECAUSE_YOU_WATCHED, .5f, .5f);
  private static final PageRow NEW = row(PageRow.NEW_FOR_YOU, .6f, .1f);

  @Test
  void begunTitlesStandOnTopWhereGoingOnIsLikelier() {
    assertThat(sorted(.5, .05f)).startsWith(PageRow.CONTINUE_WATCHING, PageRow.TOP_PICKS);
    assertThat(sorted(.4, .05f)).startsWith(PageRow.TOP_PICKS, PageRow.CONTINUE_WATCHING);
    assertThat(sorted(0, .05f)).startsWith(PageRow.TOP_PICKS, PageRow.CONTINUE_WATCHING);
  }

  @Test
  void theOthersStandByTheChanceOfTheirFirstTitles() {
    assertThat(sorted(0, .05f)).endsWith(PageRow.NEW_FOR_YOU, PageRow.BECAUSE_YOU_WATCHED);
    assertThat(sorted(0, 5f))
        .as("where scores say little, many good titles are better than one")
        .endsWith(PageRow.BECAUSE_YOU_WATCHED, PageRow.NEW_FOR_YOU);
    assertThat(sorted(0, 0f)).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void whatTheRulesPutOnTopStandsThereAndTheOthersAsTheModelSays() {
    assertThat(sorted(.9, .05f, PageRow.NEW_FOR_YOU))
        .containsExactly(
            PageRow.NEW_FOR_YOU,
            PageRow.CONTINUE_WATCHING,
            PageRow.TOP_PICKS,
            PageRow.BECAUSE_YOU_WATCHED);
    assertThat(sorted(.9, .05f, PageRow.BECAUSE_YOU_WATCHED, PageRow.TOP_PICKS))
        .startsWith(PageRow.BECAUSE_YOU_WATCHED, PageRow.TOP_PICKS, PageRow.CONTINUE_WATCHING);
  }

  private static List<String> sorted(double goesOn, float temperature, String... onTop) {
    List<PageRow> rows = new ArrayList<>(List.of(BECAUSE, NEW, BEGUN, PICKS));
    RowOrder.sort(rows, List.of(onTop), goesOn, temperature);
    return rows.stream().map(PageRow::name).toList();
  }

  private static PageRow row(String name, float... scores) {
    List<PageItem> items = new ArrayList<>();
    for (float score : scores) {
      items.add(new PageItem(name + items.size(), score, "taste"));
    }
    return PageRow.of(name, items);
  }
}
