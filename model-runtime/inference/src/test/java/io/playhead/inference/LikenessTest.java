package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The title that another is most like, held against plain sums. */
class LikenessTest {
  @TempDir static Path folder;
  private static Model model;
  private static Catalogue catalogue;

  @BeforeAll
  static void load() throws BundleException {
    var titles = TinyBundle.titles(300);
    model = TinyBundle.DEFAULT.load(folder.resolve("bundle"), TinyBundle.ids(titles));
    catalogue = Catalogue.of(model, titles);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void isTheFirstWithTheHighestCosine() {
    long seed = System.nanoTime();
    System.out.println("LikenessTest seed " + seed);
    Random random = new Random(seed);
    Likeness likeness = new Likeness(model.width());
    int found = 0;
    for (int round = 0; round < 400; round++) {
      int[] slots = random.ints(40, 0, catalogue.size()).toArray(); // some of them twice
      int count = random.nextInt(34);
      likeness.about(catalogue, slots, count);
      for (int i = 0; i < 20; i++) {
        int slot = random.nextInt(catalogue.size());
        float above = random.nextFloat() - .3f;

        int closest = likeness.closest(catalogue, slot, above);

        assertThat(closest).as("seed %d", seed).isEqualTo(plain(slots, count, slot, above));
        found += closest >= 0 ? 1 : 0;
      }
    }
    assertThat(found).isBetween(400, 7_600);
  }

  private static int plain(int[] slots, int count, int slot, float above) {
    int closest = -1;
    float highest = above;
    for (int i = 0; i < count; i++) {
      float cosine = catalogue.score(catalogue.scoreVector(slot), slots[i]);
      if (cosine > highest) {
        highest = cosine;
        closest = i;
      }
    }
    return closest;
  }
}
