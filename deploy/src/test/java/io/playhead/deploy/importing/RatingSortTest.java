package io.playhead.deploy.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RatingSortTest {
  @TempDir private Path folder;

  @Test
  void sortsAsAStableSortInMemoryDoes() throws IOException {
    for (long seed = 1; seed <= 30; seed++) {
      Random random = new Random(seed);
      List<Rating> ratings = new ArrayList<>();
      int count = random.nextInt(400);
      for (int i = 0; i < count; i++) {
        // Few seconds, so that most are shared; the title is the place in the file.
        ratings.add(new Rating(random.nextInt(5), i, random.nextInt(10) / 2f, random.nextInt(40)));
      }

      List<Rating> sorted = sorted(ratings, 1 + random.nextInt(60));

      ratings.sort(Comparator.comparingLong(Rating::seconds));
      assertThat(sorted).as("seed %d", seed).isEqualTo(ratings);
      assertThat(folder).as("seed %d", seed).isEmptyDirectory();
    }
  }

  @Test
  void keepsLateSecondsAndAFullRun() throws IOException {
    List<Rating> ratings =
        List.of(new Rating(1, 2, 3, 253_402_300_799L), new Rating(4, 5, .5f, 253_402_300_798L));

    assertThat(sorted(ratings, 2)).containsExactly(ratings.get(1), ratings.get(0));
  }

  private List<Rating> sorted(List<Rating> ratings, int runRatingsMax) throws IOException {
    List<Rating> sorted = new ArrayList<>();
    try (RatingSort sort = new RatingSort(folder, runRatingsMax)) {
      for (Rating rating : ratings) {
        sort.add(rating);
      }
      assertThat(sort.count()).isEqualTo(ratings.size());
      for (Rating next = sort.next(); next != null; next = sort.next()) {
        sorted.add(next);
      }
    }
    return sorted;
  }
}
