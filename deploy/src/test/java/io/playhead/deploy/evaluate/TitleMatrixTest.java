package io.playhead.deploy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.BundleException;
import io.playhead.inference.Catalogue;
import io.playhead.inference.HomePage;
import io.playhead.inference.Model;
import io.playhead.inference.PageItem;
import io.playhead.inference.PageRules;
import io.playhead.inference.Recommender;
import io.playhead.inference.Request;
import io.playhead.inference.TinyBundle;
import io.playhead.inference.TokenSource;
import io.playhead.schemas.Title;
import io.playhead.window.RequestContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A title's place is the one that it has in the list that is served, new titles included. */
class TitleMatrixTest {
  private static final RequestContext CONTEXT =
      new RequestContext(1_700_000_000_000L, "phone", "US", "en", 8, 2);

  @TempDir private Path folder;

  @Test
  void placeIsTheOneInTheServedList() throws BundleException {
    List<Title> titles = TinyBundle.titles(300);
    try (Model model = TinyBundle.DEFAULT.load(folder, TinyBundle.ids(titles).subList(0, 100))) {
      Catalogue catalogue = Catalogue.of(model, titles);
      Recommender recommender =
          new Recommender(model, catalogue, PageRules.DEFAULT.withTopPicks(1000), null);
      HomePage page =
          recommender
              .recommend(List.of(new Request("m", TokenSource.of(List.of()), CONTEXT)))
              .get(0);
      List<String> served = page.rows().get(0).items().stream().map(PageItem::titleId).toList();
      Map<String, Long> firstSeen = new HashMap<>();
      served.forEach(id -> firstSeen.put(id, 0L));
      TitleTable table = TitleTable.of(firstSeen);
      TitleMatrix matrix = new TitleMatrix(table, catalogue);

      assertThat(served).hasSize(300);
      for (int place = 0; place < served.size(); place++) {
        int row = table.row(served.get(place));
        TestCase asked = new TestCase("m", new int[0], table.size(), null, row);
        assertThat(matrix.rank(page.memberVector(), asked)).isEqualTo(place);
      }
    }
  }
}
