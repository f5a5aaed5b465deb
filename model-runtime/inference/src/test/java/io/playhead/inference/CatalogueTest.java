package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.schemas.Title;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of the catalogue, and what their changes do to cached members. */
class CatalogueTest {
  @TempDir static Path folder;
  private static Model model;
  private static List<String> titleIds;

  @BeforeAll
  static void load() throws BundleException {
    titleIds = TinyBundle.ids(TinyBundle.titles(600));
    model = TinyBundle.DEFAULT.load(folder.resolve("bundle"), titleIds.subList(0, 400));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void editsInAnyOrderGiveTheCatalogueBuiltAtOnce() {
    long seed = System.nanoTime();
    System.out.println("CatalogueTest seed " + seed);
    Random random = new Random(seed);
    Map<String, Title> expected = new HashMap<>();
    Catalogue catalogue = Catalogue.empty(model);
    for (int round = 0; round < 60; round++) {
      List<Title> upserts = new ArrayList<>();
      TreeSet<String> removals = new TreeSet<>();
      for (int i = random.nextInt(60); i > 0; i--) {
        Title title = TinyBundle.titles(600).get(random.nextInt(600));
        title.setName("name " + random.nextInt(3));
        upserts.add(title);
      }
      for (int i = random.nextInt(50); i > 0; i--) {
        removals.add(titleIds.get(random.nextInt(600)));
      }
      Catalogue before = catalogue;
      int sizeBefore = before.size();
      catalogue = catalogue.with(upserts, removals);
      removals.forEach(expected::remove);
      upserts.forEach(title -> expected.put(title.getTitleId(), title));

      assertThat(before.size()).isEqualTo(sizeBefore);
      assertThat(before.titles()).hasSize(sizeBefore).doesNotContainNull();
    }
    Catalogue atOnce = Catalogue.of(model, expected.values());

    assertThat(catalogue.size()).isEqualTo(expected.size());
    for (String id : titleIds) {
      int slot = catalogue.indexOf(id);
      assertThat(slot >= 0).isEqualTo(expected.containsKey(id));
      if (slot >= 0) {
        assertThat(catalogue.title(slot)).isEqualTo(expected.get(id));
        assertThat(catalogue.scoreVector(slot)).isEqualTo(atOnce.scoreVector(atOnce.indexOf(id)));
      }
    }
  }

  @Test
  void titleThatChangesIsSeenByThoseWhoWatchedItAndCostsNobodyElse() {
    Catalogue first = Catalogue.of(model, TinyBundle.titles(300));
    KeyValueCache cache = new KeyValueCache(8 << 20);
    Recommender recommender = new Recommender(model, first, PageRules.DEFAULT, cache);
    Random random = new Random(5);
    List<Token> watched = TinyTokens.history(random, 40, titleIds.subList(0, 50));
    List<Token> others = TinyTokens.history(random, 40, titleIds.subList(50, 100));
    List<Token> unknown = TinyTokens.history(random, 40, titleIds.subList(400, 410));
    RequestContext context = TinyTokens.context(random, watched);
    List<Request> batch =
        List.of(
            new Request("watched", TokenSource.of(watched), context),
            new Request("others", TokenSource.of(others), context),
            new Request("unknown", TokenSource.of(unknown), context));
    recommender.recommend(batch);
    recommender.recommend(batch);
    assertThat(cache.hits()).isEqualTo(3);
    Title renamed = first.title(first.indexOf(watched.get(10).titleId()));
    Title changed = Title.newBuilder(renamed).setName("other words").build();
    Title arrived = TinyBundle.titles(600).get(405);

    Catalogue second = first.with(List.of(changed), List.of()).with(List.of(arrived), List.of());
    recommender.catalogue(second);
    List<HomePage> pages = recommender.recommend(batch);

    assertThat(cache.hits()).isEqualTo(4); // The others'.
    List<HomePage> fresh = new Recommender(model, second, PageRules.DEFAULT, null).recommend(batch);
    for (int i = 0; i < 3; i++) {
      assertThat(pages.get(i).agreesWith(fresh.get(i), 1e-5f)).as("request %d", i).isTrue();
    }
    recommender.recommend(batch);
    assertThat(cache.hits()).isEqualTo(7);
    recommender.catalogue(Catalogue.of(model, TinyBundle.titles(300)));
    recommender.recommend(batch);
    assertThat(cache.hits()).isEqualTo(7); // Of another descent: nothing is known, all is rebuilt.
  }

  @Test
  void titleGivenAnewAsItWasTouchesNobody() {
    Catalogue first = Catalogue.of(model, TinyBundle.titles(300));
    Catalogue second = first.with(TinyBundle.titles(300), List.of("no such title"));
    History history = new History(0, TinyTokens.history(new Random(1), 50, titleIds));

    assertThat(second.changes().untouched(first.changes().stamp(), history)).isTrue();
    assertThat(first.changes().untouched(second.changes().stamp(), history)).isFalse();
  }

  @Test
  void catalogueOfAnotherModelIsRefused() throws BundleException {
    try (Model other = TinyBundle.DEFAULT.load(folder.resolve("other"), titleIds)) {
      Catalogue theirs = Catalogue.of(other, TinyBundle.titles(3));
      Recommender recommender =
          new Recommender(model, Catalogue.empty(model), PageRules.DEFAULT, null);

      assertThatThrownBy(() -> recommender.catalogue(theirs)).hasMessageContaining("tiny-1");
      assertThat(theirs.forModel(model).size()).isEqualTo(3);
    }
  }
}
