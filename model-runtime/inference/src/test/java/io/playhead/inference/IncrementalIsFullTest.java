package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Title;
import io.playhead.window.AnchoredWindow;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 1: a cache evicted and rebuilt at any moments gives the vector and list of a full forward.
 */
class IncrementalIsFullTest {
  @TempDir static Path folder;
  private static Model model;
  private static Model small;
  private static List<Title> titles;
  private static List<String> titleIds;

  @BeforeAll
  static void load() throws BundleException {
    titles = TinyBundle.titles(300);
    titleIds = TinyBundle.ids(titles);
    model = TinyBundle.DEFAULT.load(folder.resolve("bundle"), titleIds.subList(0, 250));
    small =
        new TinyBundle("small", 16, 2, 2, new AnchoredWindow(12, 4, 3, 2), 2)
            .load(folder.resolve("small"), titleIds.subList(0, 250));
  }

  @AfterAll
  static void close() {
    model.close();
    small.close();
  }

  @Test
  void historiesGrownTokenByTokenGiveTheListsOfAFullForward() {
    long seed = System.nanoTime();
    System.out.println("IncrementalIsFullTest seed " + seed);
    Random random = new Random(seed);
    for (int member = 0; member < 3; member++) {
      grow(model, random, member == 0 ? 1100 : 60 + random.nextInt(400));
    }
  }

  @Test
  void anchorsThatMoveEveryFewTokensChangeNothing() {
    long seed = System.nanoTime();
    System.out.println("IncrementalIsFullTest, small window, seed " + seed);
    Random random = new Random(seed);
    for (int member = 0; member < 5; member++) {
      grow(small, random, 150);
    }
  }

  /** Otherwise the tests above would hold for a model that never looks at its summaries. */
  @Test
  void summarisedTokensCountAndOlderOnesDoNot() {
    Recommender full = new Recommender(small, Catalogue.of(small, titles), PageRules.DEFAULT, null);
    List<Token> history = TinyTokens.history(new Random(4), 60, titleIds);
    RequestContext context = TinyTokens.context(new Random(4), history);
    float[] before = full.memberVector(history, context);
    // 60 tokens: the exact window starts at 48, its three blocks at 36.
    for (int index : new int[] {35, 36, 47, 48}) {
      List<Token> changed = new ArrayList<>(history);
      changed.set(index, history.get(index == 0 ? 1 : index - 1));

      float[] after = full.memberVector(changed, context);

      assertThat(largestDifference(before, after) > 1e-4f)
          .as("whether token %d counts", index)
          .isEqualTo(index >= 36);
    }
  }

  private static void grow(Model model, Random random, int length) {
    Catalogue catalogue = Catalogue.of(model, titles);
    KeyValueCache cache = new KeyValueCache(4 << 20);
    Recommender incremental = new Recommender(model, catalogue, PageRules.DEFAULT, cache);
    Recommender full = new Recommender(model, catalogue, PageRules.DEFAULT, null);
    List<Token> history = TinyTokens.history(random, length, titleIds);
    int step = 0;
    for (int count = 0; count <= length; count += step) {
      step = random.nextInt(20) == 0 ? random.nextInt(12) : random.nextInt(3);
      if (random.nextInt(50) == 0) {
        incremental.drop("m");
      }
      List<Token> tokens = history.subList(0, count);
      RequestContext context = TinyTokens.context(random, tokens);
      Request request = new Request("m", TokenSource.of(tokens), context);

      HomePage cached = incremental.recommend(List.of(request)).get(0);
      HomePage fresh = full.recommend(List.of(request)).get(0);

      assertThat(largestDifference(cached.memberVector(), fresh.memberVector()))
          .as("member vector at token %d of %d", count, length)
          .isLessThan(1e-4f);
      assertThat(cached.agreesWith(fresh, 1e-5f)).as("list at token %d", count).isTrue();
    }
    assertThat(cache.hits()).isGreaterThan(cache.misses());
  }

  static float largestDifference(float[] a, float[] b) {
    float largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
