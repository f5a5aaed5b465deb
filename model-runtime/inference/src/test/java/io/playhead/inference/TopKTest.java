package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Title;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exact retrieval against a plain sort, with many ties, over several blocks. */
@Timeout(120)
class TopKTest {
  private static final int TITLES = 20_000; // twenty blocks, five stretches
  private static final int WIDTH = 16;
  private static final int MEMBERS = 9;
  private static final TopK.Eligibility MOST =
      (member, block, row) -> (block.titleId(row).hashCode() + member) % 3 != 0;

  @TempDir static Path folder;
  private static Model model;

  @BeforeAll
  static void load() throws BundleException {
    model = TinyBundle.DEFAULT.load(folder, TinyBundle.ids(TinyBundle.titles(300)));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void findsWhatAPlainSortFindsTiesInOrderOfTitleId() {
    Random random = seeded("findsWhatAPlainSortFinds");
    Catalogue catalogue = catalogue(random, TITLES);
    List<float[]> vectors = members(random, catalogue);
    List<TopK.Wanted> lists =
        List.of(
            new TopK.Wanted(50, MOST),
            new TopK.Wanted(7, (member, block, row) -> block.key(row) % 50 == 0),
            new TopK.Wanted(0, MOST),
            new TopK.Wanted(400, (member, block, row) -> block.key(row) % 100 == 0));

    TopK.Best[][] best = new TopK().search(catalogue, vectors, lists);

    for (int list = 0; list < lists.size(); list++) {
      for (int member = 0; member < MEMBERS; member++) {
        assertThat(found(catalogue, best[list][member]))
            .as("list " + list + " of member " + member)
            .isEqualTo(plain(catalogue, vectors.get(member), member, lists.get(list)));
      }
    }
  }

  /** Of some blocks it is known which titles alone may be listed, of others not. */
  @Test
  void findsTheSameWhereTheRowsAreNamed() {
    Random random = seeded("findsTheSameWhereTheRowsAreNamed");
    Catalogue catalogue = catalogue(random, TITLES);
    List<float[]> vectors = members(random, catalogue);
    TopK.Eligibility few = (member, block, row) -> block.key(row) % 24 == 0;
    TopK.Eligibility named =
        new TopK.Eligibility() {
          @Override
          public int only(int member, CatalogueBlock block, int[] rows) {
            if (block.key(0) % 8 == 0) {
              return ANY;
            }
            int count = 0;
            for (int row = block.count() - 1; row >= 0; row--) {
              if (block.key(row) % 12 == 0) {
                rows[count++] = row;
              }
            }
            return count;
          }

          @Override
          public boolean test(int member, CatalogueBlock block, int row) {
            return few.test(member, block, row);
          }
        };
    List<TopK.Wanted> lists =
        List.of(
            new TopK.Wanted(40, few), new TopK.Wanted(40, named), new TopK.Wanted(4_000, named));

    TopK.Best[][] best = new TopK().search(catalogue, vectors, lists);

    for (int member = 0; member < MEMBERS; member++) {
      assertThat(found(catalogue, best[1][member])).isEqualTo(found(catalogue, best[0][member]));
      assertThat(found(catalogue, best[2][member]))
          .isEqualTo(plain(catalogue, vectors.get(member), member, lists.get(2)));
    }
  }

  @Test
  void aMemberIsToldOnceAndNothingChangesAfterwards() {
    Random random = seeded("aMemberIsToldOnce");
    Catalogue catalogue = catalogue(random, TITLES);
    List<float[]> vectors = members(random, catalogue);
    TopK.Wanted wanted = new TopK.Wanted(50, MOST);
    List<List<ScoredTitle>> told = new ArrayList<>();

    new TopK()
        .search(
            catalogue,
            vectors,
            List.of(wanted),
            (member, best) -> {
              assertThat(member).isEqualTo(told.size());
              told.add(found(catalogue, best[0]));
            });

    assertThat(told).hasSize(MEMBERS);
    for (int member = 0; member < MEMBERS; member++) {
      assertThat(told.get(member)).isEqualTo(plain(catalogue, vectors.get(member), member, wanted));
    }
  }

  @Test
  void aMemberGetsTheSameAloneAndAfterOthers() {
    Random random = seeded("aMemberGetsTheSameAlone");
    Catalogue catalogue = catalogue(random, TITLES);
    List<float[]> vectors = members(random, catalogue);
    TopK.Eligibility forAll = (member, block, row) -> block.titleId(row).hashCode() % 3 != 0;
    List<TopK.Wanted> lists = List.of(new TopK.Wanted(50, forAll));
    TopK topK = new TopK();

    TopK.Best[] together = topK.search(catalogue, vectors, lists)[0];

    for (int member = 0; member < MEMBERS; member++) {
      TopK.Best[] alone = topK.search(catalogue, List.of(vectors.get(member)), lists)[0];
      assertThat(found(catalogue, alone[0])).isEqualTo(found(catalogue, together[member]));
    }
  }

  /** Thousands that tie do not fit on the shortlist: it is cut down by exact scores and ids. */
  @Test
  void ofTitlesThatAllTieTheFirstIdsStand() {
    float[] same = new float[WIDTH * 40_000];
    for (int i = 0; i < same.length; i++) {
      same[i] = (i % WIDTH + 1) / 40f;
    }
    Catalogue catalogue = catalogue(same);
    float[] vector = catalogue.scoreVector(0);
    TopK.Wanted wanted = new TopK.Wanted(30, MOST);

    TopK.Best best = new TopK().search(catalogue, List.of(vector), List.of(wanted))[0][0];

    assertThat(found(catalogue, best)).isEqualTo(plain(catalogue, vector, 0, wanted));
  }

  /** A vector without numbers has no place in a list, and hides none of its neighbours. */
  @Test
  void whatIsNotANumberStandsNowhere() {
    Random random = seeded("whatIsNotANumber");
    float[] scores = vectors(random, TITLES);
    scores[5 * WIDTH] = Float.NaN;
    scores[8_500 * WIDTH + 3] = Float.NaN;
    Catalogue catalogue = catalogue(scores);
    List<float[]> vectors = members(random, catalogue);
    vectors.set(1, vectors.get(1).clone());
    vectors.get(1)[2] = Float.NaN;
    TopK.Wanted wanted = new TopK.Wanted(50, MOST);

    TopK.Best[] best = new TopK().search(catalogue, vectors, List.of(wanted))[0];

    for (int member = 0; member < MEMBERS; member++) {
      assertThat(found(catalogue, best[member]))
          .isEqualTo(plain(catalogue, vectors.get(member), member, wanted));
    }
    assertThat(best[1].count()).isZero();
  }

  /** Products of the search before are held of all titles, of the last ones, or of none. */
  @Test
  void theBestOfAFewTitlesAreThoseOfAPlainSort() {
    Random random = seeded("theBestOfAFewTitles");
    for (int titles : new int[] {3_000, TITLES}) {
      float[] scores = tied(random, titles);
      scores[5 * WIDTH] = Float.NaN;
      Catalogue catalogue = catalogue(scores);
      List<float[]> vectors = members(random, catalogue);
      TopK searched = new TopK();
      BestAmong among = new BestAmong(searched, WIDTH);
      TopK.Wanted nobody = new TopK.Wanted(0, MOST);
      searched.search(catalogue, vectors, List.of(nobody));
      for (int round = 0; round < 200; round++) {
        int member = random.nextInt(MEMBERS);
        int share = 1 + random.nextInt(4);
        Set<Integer> few = new LinkedHashSet<>();
        for (int i = random.nextInt(120); i > 0; i--) {
          few.add(round % 2 == 0 ? random.nextInt(titles) : titles - 1 - random.nextInt(400));
        }
        TopK.Eligibility some =
            (m, block, row) ->
                block.titleId(row).hashCode() % share == 0 && MOST.test(m, block, row);
        TopK.Best best = new TopK.Best(catalogue, random.nextInt(12));

        among.collect(
            best,
            catalogue,
            member,
            vectors.get(member),
            few.stream().mapToInt(slot -> slot).toArray(),
            few.size(),
            slot -> some.test(member, catalogue.block(slot), Catalogue.row(slot)));

        TopK.Eligibility ofThese =
            (m, block, row) ->
                some.test(m, block, row) && few.contains(catalogue.indexOf(block.titleId(row)));
        assertThat(found(catalogue, best))
            .isEqualTo(
                plain(
                    catalogue,
                    vectors.get(member),
                    member,
                    new TopK.Wanted(best.room() + best.count(), ofThese)));
      }
    }
  }

  /** Blocks are written, shared, emptied and added: each time what is found is what is there. */
  @Test
  void followsTheCatalogueThroughItsChanges() {
    Random random = seeded("followsTheCatalogue");
    Catalogue catalogue = catalogue(random, 700);
    TopK topK = new TopK();
    for (int round = 0; round < 40; round++) {
      List<Title> upserts = new ArrayList<>();
      Set<String> removals = new TreeSet<>();
      for (int i = random.nextInt(90); i > 0; i--) {
        upserts.add(title(random.nextInt(900)));
        removals.add(title(random.nextInt(900)).getTitleId());
      }
      upserts.removeIf(title -> removals.contains(title.getTitleId()));
      float[] scores = vectors(random, upserts.size());
      catalogue = catalogue.with(upserts, titleVectors(scores), removals);
      float[] vector = vectors(random, 1);
      TopK.Wanted wanted = new TopK.Wanted(20, MOST);

      TopK.Best best = topK.search(catalogue, List.of(vector), List.of(wanted))[0][0];

      assertThat(found(catalogue, best)).isEqualTo(plain(catalogue, vector, 0, wanted));
    }
  }

  @Test
  void anEmptyCatalogueAndNoMembersHaveNoBest() {
    TopK.Wanted wanted = new TopK.Wanted(5, MOST);
    float[] vector = new float[WIDTH];

    assertThat(
            new TopK()
                .search(Catalogue.empty(model), List.of(vector), List.of(wanted))[0][0].count())
        .isZero();
    assertThat(new TopK().search(Catalogue.empty(model), List.of(), List.of(wanted))[0]).isEmpty();
  }

  private static Random seeded(String name) {
    long seed = System.nanoTime();
    System.out.println("TopKTest." + name + " seed " + seed);
    return new Random(seed);
  }

  private static Catalogue catalogue(Random random, int count) {
    return catalogue(tied(random, count));
  }

  /** A third of the titles stand where 40 others do, so that scores tie. */
  private static float[] tied(Random random, int count) {
    float[] scores = vectors(random, count);
    for (int i = 0; i < count; i += 3) {
      System.arraycopy(scores, (random.nextInt(40) + 1) * WIDTH, scores, i * WIDTH, WIDTH);
    }
    return scores;
  }

  private static Catalogue catalogue(float[] scores) {
    List<Title> titles = new ArrayList<>();
    for (int i = 0; i < scores.length / WIDTH; i++) {
      titles.add(title(i));
    }
    Collections.shuffle(titles, new Random(scores.length));
    return Catalogue.empty(model).with(titles, titleVectors(scores), Set.of());
  }

  private static Title title(int index) {
    return Title.newBuilder(TITLE).setTitleId(String.format("t%05d", index)).build();
  }

  private static final Title TITLE = TinyBundle.titles(1).get(0);

  private static TitleVectors titleVectors(float[] scores) {
    int count = scores.length / WIDTH;
    return new TitleVectors(count, WIDTH, scores, scores, new boolean[count]);
  }

  private static float[] vectors(Random random, int count) {
    float[] vectors = new float[count * WIDTH];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (float) random.nextGaussian() / 4;
    }
    return vectors;
  }

  /** Some are titles themselves. */
  private static List<float[]> members(Random random, Catalogue catalogue) {
    List<float[]> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      members.add(
          i % 2 == 0
              ? catalogue.scoreVector(random.nextInt(catalogue.size()))
              : vectors(random, 1));
    }
    return members;
  }

  private static List<ScoredTitle> found(Catalogue catalogue, TopK.Best best) {
    List<ScoredTitle> found = new ArrayList<>();
    for (int place = 0; place < best.count(); place++) {
      found.add(new ScoredTitle(catalogue.titleId(best.slot(place)), best.score(place)));
    }
    return found;
  }

  private static List<ScoredTitle> plain(
      Catalogue catalogue, float[] vector, int member, TopK.Wanted wanted) {
    List<ScoredTitle> all = new ArrayList<>();
    for (int slot = 0; slot < catalogue.size(); slot++) {
      float score = 0;
      float[] title = catalogue.scoreVector(slot);
      for (int j = 0; j < WIDTH; j++) {
        score += vector[j] * title[j];
      }
      CatalogueBlock block = catalogue.block(slot);
      if (!Float.isNaN(score) && wanted.eligibility().test(member, block, Catalogue.row(slot))) {
        all.add(new ScoredTitle(catalogue.titleId(slot), score));
      }
    }
    all.sort(
        (a, b) ->
            a.score() != b.score()
                ? Float.compare(b.score(), a.score())
                : a.titleId().compareTo(b.titleId()));
    return all.subList(0, Math.min(all.size(), wanted.k()));
  }
}
