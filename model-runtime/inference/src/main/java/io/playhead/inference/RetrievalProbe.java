package io.playhead.inference;

import java.util.List;

/**
 * Retrieval alone, over and over, with no rule that leaves a title out: what {@code bench score}
 * measures. One thread; the catalogue is shared.
 */
public final class RetrievalProbe {
  private final Catalogue catalogue;
  private final List<TopK.Wanted> wanted;
  private final TopK topK = new TopK();

  /** The best {@code k} titles of {@code catalogue}. */
  public RetrievalProbe(Catalogue catalogue, int k) {
    this.catalogue = catalogue;
    this.wanted = List.of(new TopK.Wanted(k, (member, block, row) -> true));
  }

  /** Places of each member's best titles in the catalogue, best first: [member][k]. */
  public int[][] search(List<float[]> memberVectors) {
    TopK.Best[] best = topK.search(catalogue, memberVectors, wanted)[0];
    int[][] places = new int[best.length][];
    for (int member = 0; member < best.length; member++) {
      places[member] = new int[best[member].count()];
      for (int place = 0; place < places[member].length; place++) {
        places[member][place] = best[member].slot(place);
      }
    }
    return places;
  }
}
