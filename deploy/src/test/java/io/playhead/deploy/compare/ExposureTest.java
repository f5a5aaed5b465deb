package io.playhead.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.playhead.schemas.Title;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExposureTest {
  private final TitleColumns titles =
      new TitleColumns(
          IntStream.range(0, 8)
              .mapToObj(i -> Title.newBuilder().setTitleId("t" + i).build())
              .toList()
              .iterator());
  private final PlayCounts noPlays =
      new PlayCounts(
          new RecordedPlays(new Ordinals(), titles, new EventColumns(), new Plays(), 0, 0));

  private ExposureFigures exposure(int placesMax, List<String> pages) {
    Exposure exposure = new Exposure(placesMax, titles);
    for (String row : pages) {
      exposure.add(
          CompactPage.of(MadeUp.page("m", 1, 0, "top: " + row), 0, titles, new Ordinals()), 0);
    }
    return exposure.figures(noPlays);
  }

  @Test
  void looksAtTheFirstPlacesAlone() {
    List<String> pages = List.of("t0 t1 t2", "t0", "t3 t1 t4");

    assertThat(exposure(2, pages).shown()).isEqualTo(5);
    assertThat(exposure(2, pages).coverage()).isEqualTo(3 / 8.0); // t0 t1 t3, one of them once
    assertThat(exposure(9, pages).shown()).isEqualTo(7);
    assertThat(exposure(9, pages).coverage()).isEqualTo(5 / 8.0);
  }

  @Test
  void hasAGiniOfNothingWhereAllAreShownAlikeAndNearOneWhereOneIs() {
    assertThat(exposure(9, List.of("t0 t1 t2 t3", "t4 t5 t6 t7")).gini()).isZero();
    assertThat(exposure(9, List.of("t0", "t0")).gini()).isCloseTo(7 / 8.0, within(1e-12));
    assertThat(exposure(9, List.of("new", "new")).gini()).isNull(); // none of the catalogue
  }

  /** Nobody played anything: each of the eight titles has an eighth; so has one that is unknown. */
  @Test
  void isAsNewAsTheCatalogueIsLargeWhereNothingIsPlayed() {
    assertThat(exposure(9, List.of("t0 t1", "unknown")).noveltyBits()).isCloseTo(3, within(1e-12));
  }
}
