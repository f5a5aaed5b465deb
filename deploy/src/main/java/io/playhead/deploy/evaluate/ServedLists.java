package io.playhead.deploy.evaluate;

import io.playhead.inference.HomePage;
import io.playhead.inference.PageItem;
import io.playhead.inference.PageRow;
import io.playhead.inference.Recommender;
import io.playhead.inference.Request;
import java.util.List;
import java.util.function.Function;

/** The first titles of the top picks, by the function that serves, in this process. One thread. */
public final class ServedLists implements Function<Request, List<String>> {
  private final Recommender recommender;

  /** Of that model and catalogue. */
  public ServedLists(Recommender recommender) {
    this.recommender = recommender;
  }

  @Override
  public List<String> apply(Request request) {
    HomePage page = recommender.recommend(List.of(request)).get(0);
    return page.rows().stream()
        .filter(row -> row.name().equals(PageRow.TOP_PICKS))
        .flatMap(row -> row.items().stream())
        .limit(RankingFigures.K)
        .map(PageItem::titleId)
        .toList();
  }
}
