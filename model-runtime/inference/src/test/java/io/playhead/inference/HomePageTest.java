package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two pages are the same list as far as the last bits of a vector allow. */
class HomePageTest {
  private static final float TOLERANCE = 1e-4f;
  private static final float JUST = 5e-5f;

  @Test
  void theSameTitlesInTheSameRowsAgree() {
    HomePage page = page(row("a", item("t1", .9f), item("t2", .8f)), row("b", item("t3", .5f)));

    assertThat(page.agreesWith(page, 0)).isTrue();
    assertThat(page.agreesWith(page(row("a", item("t1", .9f), item("t2", .8f))), TOLERANCE))
        .as("a row is missing")
        .isFalse();
    assertThat(
            page.agreesWith(page(row("a", item("t1", .9f)), row("b", item("t3", .5f))), TOLERANCE))
        .as("a title is missing")
        .isFalse();
    assertThat(
            page.agreesWith(
                page(row("a", item("t1", .9f), item("t4", .8f)), row("b", item("t2", .5f))),
                TOLERANCE))
        .as("another title")
        .isFalse();
  }

  @Test
  void onlyNeighboursMayChangePlaces() {
    HomePage page = page(row("a", item("t1", .9f), item("t2", .9f + JUST), item("t3", .8f)));

    assertThat(
            page.agreesWith(
                page(row("a", item("t2", .9f), item("t1", .9f + JUST), item("t3", .8f))),
                TOLERANCE))
        .isTrue();
    assertThat(
            page.agreesWith(
                page(row("a", item("t3", .9f), item("t2", .9f), item("t1", .8f))), TOLERANCE))
        .isFalse();
  }

  @Test
  void aTitleAtTheEndOfARowMayStandInTheNextInstead() {
    HomePage one =
        page(
            row("a", item("t1", .9f), item("t2", .8f)),
            row("b", item("t3", .8f - JUST), item("t4", .5f)));
    HomePage other = page(row("a", item("t1", .9f), item("t3", .8f)), row("b", item("t4", .5f)));

    assertThat(one.agreesWith(other, TOLERANCE)).isTrue();
    assertThat(other.agreesWith(one, TOLERANCE)).isTrue();
    assertThat(one.agreesWith(other, JUST / 10)).as("not near enough").isFalse();
    assertThat(
            one.agreesWith(
                page(row("a", item("t1", .9f), item("t2", .8f)), row("b", item("t3", .8f - JUST))),
                TOLERANCE))
        .as("t4 is at no other row's end")
        .isFalse();
  }

  @Test
  void theLastPlaceOfARowMayBeAnothersWithTheSameScore() {
    HomePage page = page(row("a", item("t1", .9f), item("t2", .8f)));

    assertThat(page.agreesWith(page(row("a", item("t1", .9f), item("t5", .8f + JUST))), TOLERANCE))
        .isTrue();
    assertThat(page.agreesWith(page(row("a", item("t5", .9f), item("t2", .8f))), TOLERANCE))
        .isFalse();
  }

  @Test
  void theFirstTenOfThePicksEndWithNewTitlesWhateverTheirScore() {
    HomePage one = page(picks(item("k8", .72f), item("n1", .9f), item("n2", .7f)));
    HomePage other = page(picks(item("k8", .72f), item("k9", .7f + JUST), item("n1", .9f)));
    HomePage one11 = longer(one, item("k9", .7f), item("k10", .6f));
    HomePage other11 = longer(other, item("n2", .7f), item("k10", .6f));

    assertThat(one11.agreesWith(other11, TOLERANCE)).as("k9 and n2 are the same").isTrue();
    assertThat(other11.agreesWith(one11, TOLERANCE)).isTrue();
    assertThat(one11.agreesWith(other11, JUST / 10)).isFalse();
    assertThat(one11.agreesWith(longer(one, item("k10", .7f), item("k9", .6f)), TOLERANCE))
        .as("two behind the first ten")
        .isFalse();
    assertThat(
            one11.agreesWith(
                longer(
                    page(picks(item("n1", .9f), item("k8", .72f), item("n2", .7f))),
                    item("k9", .7f),
                    item("k10", .6f)),
                TOLERANCE))
        .as("a new title that stands too high")
        .isFalse();
  }

  @Test
  void newTitlesWithTheSameScoreMayChangePlacesAcrossTheTenth() {
    HomePage one = page(picks(item("k7", .7f), item("n1", .95f), item("n2", .85f)));
    HomePage other = page(picks(item("k7", .7f), item("n1", .95f), item("n3", .85f)));
    HomePage one11 = longer(one, item("n3", .85f - JUST), item("k8", .6f));
    HomePage other11 = longer(other, item("n2", .85f - JUST), item("k8", .6f));

    assertThat(one11.agreesWith(other11, TOLERANCE)).isTrue();
    assertThat(one11.agreesWith(other11, JUST / 10)).isFalse();
    assertThat(one11.agreesWith(longer(other, item("n2", .75f), item("k8", .6f)), TOLERANCE))
        .isFalse();
  }

  private static PageRow picks(PageItem... last) {
    List<PageItem> items = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      items.add(item("k" + i, .9f - .02f * i));
    }
    items.addAll(List.of(last));
    return PageRow.of(PageRow.TOP_PICKS, items);
  }

  private static HomePage longer(HomePage page, PageItem... further) {
    List<PageItem> items = new ArrayList<>(page.rows().get(0).items());
    items.addAll(List.of(further));
    return page(PageRow.of(PageRow.TOP_PICKS, items));
  }

  private static HomePage page(PageRow... rows) {
    return new HomePage("member", "model", Arrays.asList(rows), new float[0]);
  }

  private static PageRow row(String name, PageItem... items) {
    return PageRow.of(name, List.of(items));
  }

  private static PageItem item(String titleId, float score) {
    return new PageItem(titleId, score, "taste");
  }
}
