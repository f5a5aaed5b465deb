package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bound, the order of eviction, and that what is read is what was written. */
class KeyValueCacheTest {
  private static final int WIDTH = 64;

  @TempDir static Path folder;
  private static Model model;
  private static Catalogue catalogue;
  private static List<String> titleIds;
  private final Random random = new Random(11);

  @BeforeAll
  static void load() throws BundleException {
    titleIds = TinyBundle.ids(TinyBundle.titles(100));
    model = new TinyBundle("cache", WIDTH, 2, 2, 3).load(folder.resolve("bundle"), titleIds);
    catalogue = Catalogue.of(model, TinyBundle.titles(100));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void readsBackWhatWasAppendedInPieces() {
    KeyValueCache cache = new KeyValueCache(4 << 20);
    StepBuffers step = new StepBuffers(model, 2, 0, 100);
    CacheEntry entry = cache.put("m", "cache", 2, WIDTH, 0, 1, new History(0, List.of()));
    float[][] expected = new float[4][256 * WIDTH];
    int count = 0;
    for (int piece : new int[] {1, 31, 33, 100, 2, 70}) {
      for (int part = 0; part < 4; part++) {
        for (int i = 0; i < piece * WIDTH; i++) {
          float value = random.nextFloat();
          step.newPart(part / 2, part % 2).putFloat(step.newOffset(1, 100, 0) + 4 * i, value);
          expected[part][count * WIDTH + i] = value;
        }
      }
      cache.append(entry, step.newParts(), step.newOffset(1, 100, 0), piece);
      count += piece;
    }

    ByteBuffer read = Direct.bytes(300 * WIDTH * 4);
    for (int part = 0; part < 4; part++) {
      cache.read(entry, part / 2, part % 2, count, read, 20);
      for (int i = 0; i < count * WIDTH; i++) {
        assertThat(read.getFloat(20 + 4 * i)).isEqualTo(expected[part][i]);
      }
    }
  }

  @Test
  void staysWithinItsBoundAndLetsTheLeastRecentlyUsedGo() {
    KeyValueCache cache = new KeyValueCache(1 << 20);
    Recommender recommender = new Recommender(model, catalogue, PageRules.DEFAULT, cache);
    for (int member = 0; member < 100; member++) {
      serve(recommender, "favourite", 40);
      serve(recommender, "m" + member, 10 + random.nextInt(250));
      assertThat(cache.bytes()).isLessThanOrEqualTo(cache.bytesMax());
      assertThat(cache.contains("favourite")).isTrue();
      assertThat(cache.contains("m" + member)).isTrue();
    }

    assertThat(cache.evictions()).isGreaterThan(50);
    assertThat(cache.contains("m0")).isFalse();
    assertThat(cache.members()).isLessThan(30);
  }

  @Test
  void dropAndClearGiveEverythingBack() {
    KeyValueCache cache = new KeyValueCache(8 << 20);
    Recommender recommender = new Recommender(model, catalogue, PageRules.DEFAULT, cache);
    serve(recommender, "a", 100);
    long one = cache.bytes();
    serve(recommender, "b", 100);
    recommender.drop("b");
    recommender.drop("nobody");

    assertThat(cache.bytes()).isEqualTo(one);
    cache.clear();
    assertThat(cache.bytes()).isZero();
    assertThat(cache.evictions()).isZero();
  }

  @Test
  void memberTooLargeForTheCacheIsServedWithoutIt() {
    KeyValueCache cache = new KeyValueCache(KeyValueCache.PAGE_BYTES + 4000);
    Recommender small = new Recommender(model, catalogue, PageRules.DEFAULT, cache);
    Recommender none = new Recommender(model, catalogue, PageRules.DEFAULT, null);
    for (int length : new int[] {5, 33, 200, 20}) {
      List<Token> tokens = TinyTokens.history(new Random(length), length, titleIds);
      RequestContext context = TinyTokens.context(new Random(1), tokens);
      List<Request> batch = List.of(new Request("m", TokenSource.of(tokens), context));

      assertThat(small.recommend(batch).get(0).agreesWith(none.recommend(batch).get(0), 1e-5f))
          .isTrue();
      assertThat(cache.bytes()).isLessThanOrEqualTo(cache.bytesMax());
      small.drop("m");
    }
  }

  @Test
  void batchLargerThanTheCacheGetsTheSameLists() {
    KeyValueCache cache = new KeyValueCache(600_000);
    Recommender small = new Recommender(model, catalogue, PageRules.DEFAULT, cache);
    Recommender none = new Recommender(model, catalogue, PageRules.DEFAULT, null);
    for (int round = 0; round < 3; round++) {
      List<Request> batch = new ArrayList<>();
      for (int member = 0; member < 40; member++) {
        List<Token> tokens =
            TinyTokens.history(new Random(member), 60 + 3 * member, titleIds)
                .subList(0, 50 + 3 * member + round);
        RequestContext context = TinyTokens.context(new Random(1), tokens);
        batch.add(new Request("m" + member, TokenSource.of(tokens), context));
      }
      if (round % 2 == 1) { // Those still cached come first and go for the others' sake.
        Collections.reverse(batch);
      }
      List<HomePage> pages = small.recommend(batch);
      List<HomePage> expected = none.recommend(batch);

      for (int i = 0; i < pages.size(); i++) {
        assertThat(pages.get(i).agreesWith(expected.get(i), 1e-5f)).as("member %d", i).isTrue();
      }
    }
  }

  private void serve(Recommender recommender, String memberId, int length) {
    List<Token> tokens = TinyTokens.history(random, length, titleIds);
    recommender.drop(length == 40 ? "nobody" : memberId);
    RequestContext context = TinyTokens.context(random, tokens);
    recommender.recommend(List.of(new Request(memberId, TokenSource.of(tokens), context)));
  }
}
