package io.playhead.deploy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Title;
import io.playhead.window.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlicesTest {
  private static final long DAY_MS = 24 * 3_600_000L;
  private static final int TODAY = 20_000;

  private final TitleTable titles = TitleTable.of(Map.of("new", 0L, "old", 1L, "unknown", 2L));
  private final Map<String, Title> catalogue =
      Map.of("new", title("new", TODAY - 10), "old", title("old", TODAY - 3_000));
  private final List<TestCase> cases = new ArrayList<>();

  @Test
  void tellsQuestionsApartByTheMomentAskedFor() {
    add("TV", "BR", 23, 0, "new");
    add("tv ", null, 12, 7, "old");
    add(null, "BR", -1, 100, "unknown");

    Map<String, List<Slice>> slices = slices(0, 2, -1);

    assertThat(slices.keySet())
        .containsExactly("deviceType", "daypart", "country", "titleAge", "historyLength");
    assertThat(slices.get("deviceType"))
        .containsExactly(new Slice("tv", 2, 1, .75), new Slice("unknown", 1, 0, 0));
    assertThat(slices.get("country"))
        .containsExactly(new Slice("br", 2, .5, .5), new Slice("unknown", 1, 1, .5));
    assertThat(slices.get("daypart"))
        .extracting(Slice::value)
        .containsExactly("night 22-6", "noon 11-14", "unknown");
    assertThat(slices.get("titleAge"))
        .extracting(Slice::value)
        .containsExactly("0 under 30 days", "3 5 to 20 years", "unknown");
    assertThat(slices.get("historyLength"))
        .extracting(Slice::value)
        .containsExactly("000+", "005+", "100+");
  }

  @Test
  void putsRareValuesTogether() {
    for (int device = 0; device < 20; device++) {
      for (int i = 0; i <= device; i++) {
        add("device " + device, null, -1, 0, "new");
      }
    }
    int[] ranks = new int[cases.size()];

    List<Slice> devices = slices(ranks).get("deviceType");

    assertThat(devices).hasSize(12);
    assertThat(devices.get(0)).isEqualTo(new Slice("device 19", 20, 1, 1));
    assertThat(devices.get(11)).isEqualTo(new Slice("others", 9 * 10 / 2, 1, 1));
  }

  @Test
  void everyHourHasItsPartOfTheDay() {
    assertThat(Slices.daypart(5)).isEqualTo(Slices.daypart(22)).startsWith("night");
    assertThat(Slices.daypart(6)).isEqualTo(Slices.daypart(10)).startsWith("morning");
    assertThat(Slices.daypart(11)).isEqualTo(Slices.daypart(13)).startsWith("noon");
    assertThat(Slices.daypart(14)).isEqualTo(Slices.daypart(17)).startsWith("afternoon");
    assertThat(Slices.daypart(18)).isEqualTo(Slices.daypart(21)).startsWith("evening");
  }

  private Map<String, List<Slice>> slices(int... ranks) {
    return Slices.of(new Ranks(cases, ranks), titles, catalogue);
  }

  private void add(String device, String country, int localHour, int tokens, String answer) {
    Token asked =
        new Token(
            TODAY * DAY_MS,
            device,
            country,
            null,
            localHour,
            0,
            -1,
            answer,
            TODAY * DAY_MS,
            -1,
            -1,
            0,
            0,
            0,
            null,
            -1);
    cases.add(new TestCase("m", new int[tokens], titles.size(), asked, titles.row(answer)));
  }

  private static Title title(String id, int releaseEpochDay) {
    return Title.newBuilder().setTitleId(id).setReleaseEpochDay(releaseEpochDay).build();
  }
}
