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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Laws 1 and 4 to the last bit: lists for some of a member's tokens, with caches that are dropped
 * at any moment, are those of a member who has a list for every token and is never dropped.
 */
class ExactBitsTest {
  private static final int MEMBERS = 5;

  @TempDir Path folder;

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void whatWasCachedLeavesNoTrace() throws BundleException {
    try (Model model = TinyBundle.DEFAULT.load(folder.resolve("b"), ids().subList(0, 250))) {
      compare(model, 420, 40 << 20);
    }
  }

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void norDoesACacheThatHoldsFewMembers() throws BundleException {
    AnchoredWindow window = new AnchoredWindow(12, 4, 3, 2);
    try (Model model =
        new TinyBundle("small", 16, 2, 2, window, 2)
            .load(folder.resolve("b"), ids().subList(0, 250))) {
      compare(model, 150, 400_000);
    }
  }

  /** A title that comes or changes may be forgotten as the reason why, and all is made again. */
  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void aChangeOfTheCatalogueGivesTheListOfAFullForward() throws BundleException {
    long seed = System.nanoTime();
    System.out.println("ExactBitsTest, catalogue, seed " + seed);
    Random random = new Random(seed);
    List<Title> titles = TinyBundle.titles(300);
    try (Model model = TinyBundle.DEFAULT.load(folder.resolve("b"), ids().subList(0, 250))) {
      Catalogue catalogue = Catalogue.of(model, titles.subList(0, 280));
      Recommender exact = exact(model, catalogue, 40 << 20);
      List<Token> history = TinyTokens.history(random, 300, ids());
      for (int count = 1; count <= 300; count++) {
        if (count % 30 == 0) {
          catalogue = catalogue.with(List.of(titles.get(random.nextInt(300))), java.util.Set.of());
          exact.catalogue(catalogue);
        }
        List<Token> tokens = history.subList(0, count);
        RequestContext context = TinyTokens.context(random, tokens);
        Request request = new Request("m", TokenSource.of(tokens), context);
        float[] full =
            new Recommender(model, catalogue, PageRules.DEFAULT, null)
                .memberVectors(List.of(request))
                .get(0);
        for (int again = 0; again < 2; again++) {
          float[] vector = exact.memberVectors(List.of(request)).get(0);
          assertThat(IncrementalIsFullTest.largestDifference(vector, full))
              .as("%d tokens, time %d", count, again)
              .isLessThan(1e-4f);
        }
      }
    }
  }

  private static void compare(Model model, int length, long cacheBytes) {
    long seed = System.nanoTime();
    System.out.println("ExactBitsTest seed " + seed);
    Random random = new Random(seed);
    Catalogue catalogue = Catalogue.of(model, TinyBundle.titles(300));
    List<List<Token>> histories = new ArrayList<>();
    for (int member = 0; member < MEMBERS; member++) {
      histories.add(TinyTokens.history(random, length, ids()));
    }
    Recommender every = exact(model, catalogue, 64 << 20);
    KeyValueCache cache = new KeyValueCache(cacheBytes);
    Recommender some = new Recommender(model, catalogue, PageRules.DEFAULT, cache);
    some.exact();

    int compared = 0;
    for (int count = 1; count <= length; count++) {
      List<Request> asked = new ArrayList<>();
      List<float[]> expected = new ArrayList<>();
      for (int member = 0; member < MEMBERS; member++) {
        List<Token> tokens = histories.get(member).subList(0, count);
        if (random.nextInt(3) == 0) { // what goes on with a token asks for it again
          RequestContext earlier = TinyTokens.context(random, tokens);
          every.memberVectors(List.of(new Request("m" + member, TokenSource.of(tokens), earlier)));
        }
        RequestContext context = TinyTokens.context(random, tokens);
        Request request = new Request("m" + member, TokenSource.of(tokens), context);
        float[] vector = every.memberVectors(List.of(request)).get(0);
        if (random.nextInt(6) == 0) {
          asked.add(request);
          expected.add(vector);
        }
        if (random.nextInt(20) == 0) {
          some.drop("m" + member);
        }
      }
      List<float[]> vectors = some.memberVectors(asked);
      for (int i = 0; i < vectors.size(); i++) {
        assertThat(vectors.get(i))
            .as("%s with %d tokens", asked.get(i).memberId(), count)
            .containsExactly(expected.get(i));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(length / 4);
  }

  private static Recommender exact(Model model, Catalogue catalogue, long cacheBytes) {
    Recommender recommender =
        new Recommender(model, catalogue, PageRules.DEFAULT, new KeyValueCache(cacheBytes));
    recommender.exact();
    return recommender;
  }

  private static List<String> ids() {
    List<Title> titles = TinyBundle.titles(300);
    return TinyBundle.ids(titles);
  }
}
