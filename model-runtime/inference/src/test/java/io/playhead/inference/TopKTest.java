package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Title;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exact retrieval against a plain sort, with many ties. */
class TopKTest {
  @Test
  void findsWhatAPlainSortFindsTiesInOrderOfTitleId(@TempDir Path folder) throws BundleException {
    long seed = System.nanoTime();
    System.out.println("TopKTest seed " + seed);
    Random random = new Random(seed);
    List<Title> titles = TinyBundle.titles(700);
    for (int i = 300; i < 700; i++) { // Twins of 40 kinds, unknown to the vocabulary.
      titles.get(i).setName("twin");
      titles.get(i).setReleaseEpochDay(1);
      titles.get(i).setGenres(List.of());
      titles.get(i).setKind("movie");
    }
    Collections.shuffle(titles, random);
    try (Model model = TinyBundle.DEFAULT.load(folder, TinyBundle.ids(TinyBundle.titles(300)))) {
      Catalogue catalogue = Catalogue.of(model, titles);
      List<float[]> vectors = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        vectors.add(catalogue.scoreVector(random.nextInt(catalogue.size())));
      }
      TopK.Eligibility eligibility =
          (member, block, row) -> (block.titleId(row).hashCode() + member) % 3 != 0;

      TopK.Best[] best =
          new TopK().search(catalogue, vectors, List.of(new TopK.Wanted(50, eligibility)))[0];

      for (int member = 0; member < vectors.size(); member++) {
        List<ScoredTitle> expected = plain(catalogue, vectors.get(member), member);
        List<ScoredTitle> found = new ArrayList<>();
        for (int place = 0; place < best[member].count(); place++) {
          int slot = best[member].slot(place);
          found.add(new ScoredTitle(catalogue.titleId(slot), best[member].score(place)));
        }
        assertThat(found).isEqualTo(expected);
      }
    }
  }

  private static List<ScoredTitle> plain(Catalogue catalogue, float[] vector, int member) {
    List<ScoredTitle> all = new ArrayList<>();
    for (int slot = 0; slot < catalogue.size(); slot++) {
      if ((catalogue.titleId(slot).hashCode() + member) % 3 != 0) {
        all.add(new ScoredTitle(catalogue.titleId(slot), catalogue.score(vector, slot)));
      }
    }
    all.sort(
        (a, b) ->
            a.score() != b.score()
                ? Float.compare(b.score(), a.score())
                : a.titleId().compareTo(b.titleId()));
    return all.subList(0, 50);
  }
}
