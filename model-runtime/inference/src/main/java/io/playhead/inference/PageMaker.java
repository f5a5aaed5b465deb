package io.playhead.inference;

import io.playhead.window.Action;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules between scores and page, for one batch: what may be shown, what is begun, and why each
 * title is there. Reads only what it is given. One thread.
 */
final class PageMaker {
  private final PageRules rules;
  private final TopK topK = new TopK();

  PageMaker(PageRules rules) {
    this.rules = rules;
  }

  /**
   * Pages of rows whose member vectors are known and whose histories end before the newest token.
   */
  List<HomePage> make(List<EncoderRow> rows, Catalogue catalogue) {
    List<float[]> vectors = new ArrayList<>(rows.size());
    List<List<History.Recent>> recents = new ArrayList<>(rows.size());
    List<List<PageItem>> begun = new ArrayList<>(rows.size());
    List<Set<String>> shown = new ArrayList<>(rows.size());
    for (EncoderRow row : rows) {
      List<History.Recent> recent = recent(row);
      List<PageItem> resume = resume(row, recent, catalogue);
      Set<String> ids = new HashSet<>();
      resume.forEach(item -> ids.add(item.titleId()));
      vectors.add(row.memberVector);
      recents.add(recent);
      begun.add(resume);
      shown.add(ids);
    }
    TopK.Best[] best =
        topK.search(
            catalogue,
            vectors,
            rules.topPicks(),
            (member, block, index) -> mayPick(rows.get(member), shown.get(member), block, index));
    List<HomePage> pages = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      List<PageRow> pageRows = new ArrayList<>(2);
      addRow(pageRows, PageRow.TOP_PICKS, picks(best[i], recents.get(i), catalogue));
      addRow(pageRows, PageRow.CONTINUE_WATCHING, begun.get(i));
      EncoderRow row = rows.get(i);
      pages.add(
          new HomePage(row.request.memberId(), catalogue.model().id(), pageRows, row.memberVector));
    }
    return pages;
  }

  private static void addRow(List<PageRow> rows, String name, List<PageItem> items) {
    if (!items.isEmpty()) {
      rows.add(new PageRow(name, items));
    }
  }

  private boolean mayPick(EncoderRow row, Set<String> shown, CatalogueBlock block, int index) {
    long key = block.key(index);
    RequestContext context = row.request.context();
    if (rules.excludeWatched() && (row.history.watched(key) || newestWatched(row, key))) {
      return false;
    }
    return !shown.contains(block.titleId(index))
        && block.available(index, context.country(), context.eventTimeMs());
  }

  private static boolean newestWatched(EncoderRow row, long key) {
    Token newest = row.newest();
    if (newest == null) {
      return false;
    }
    History.Recent recent = History.Recent.of(newest);
    return recent.titleKey() == key && recent.watched();
  }

  /** The newest tokens, newest first. */
  private List<History.Recent> recent(EncoderRow row) {
    List<History.Recent> recent = new ArrayList<>(rules.recentTokens());
    if (row.newest() != null && rules.recentTokens() > 0) {
      recent.add(History.Recent.of(row.newest()));
    }
    long index = row.history.end() - 1;
    while (recent.size() < rules.recentTokens() && index >= row.history.first()) {
      recent.add(row.history.recent(index--));
    }
    return recent;
  }

  /** Titles begun and not finished; a title's newest token speaks for it. */
  private List<PageItem> resume(EncoderRow row, List<History.Recent> recent, Catalogue catalogue) {
    List<PageItem> items = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    RequestContext context = row.request.context();
    for (History.Recent token : recent) {
      int slot = catalogue.slotOf(token.titleKey());
      boolean newest = seen.add(token.titleKey());
      if (newest
          && slot >= 0
          && items.size() < rules.continueWatching()
          && begun(token)
          && catalogue
              .block(slot)
              .available(Catalogue.row(slot), context.country(), context.eventTimeMs())) {
        float score = catalogue.score(row.memberVector, slot);
        items.add(new PageItem(catalogue.titleId(slot), score, "resume"));
      }
    }
    return items;
  }

  private boolean begun(History.Recent token) {
    return token.completion() >= rules.resumeFrom()
        && token.completion() < rules.resumeBelow()
        && !token.has(Action.COMPLETE)
        && !token.has(Action.NOT_INTERESTED);
  }

  private List<PageItem> picks(TopK.Best best, List<History.Recent> recent, Catalogue catalogue) {
    String[] reasons = new String[best.count()];
    Arrays.fill(reasons, "taste");
    float[] closest = new float[best.count()];
    Arrays.fill(closest, rules.becauseAbove());
    float[][] vectors = transposed(best, catalogue);
    float[] cosines = new float[best.count()];
    becauseSlots(recent, catalogue)
        .forEach(
            (slot, id) -> {
              TopK.score(catalogue.scoreVector(slot), vectors, cosines);
              for (int i = 0; i < cosines.length; i++) {
                if (cosines[i] > closest[i]) {
                  closest[i] = cosines[i];
                  reasons[i] = "because:" + id;
                }
              }
            });
    List<PageItem> items = new ArrayList<>(best.count());
    for (int i = 0; i < best.count(); i++) {
      items.add(new PageItem(catalogue.titleId(best.slot(i)), best.score(i), reasons[i]));
    }
    return items;
  }

  /** Distinct recent titles a reason may name: watched and not turned down; newest first. */
  private Map<Integer, String> becauseSlots(List<History.Recent> recent, Catalogue catalogue) {
    Map<Integer, String> slots = new LinkedHashMap<>();
    for (History.Recent token : recent) {
      int slot = catalogue.slotOf(token.titleKey());
      if (slots.size() < rules.becauseTitles()
          && slot >= 0
          && token.watched()
          && !token.has(Action.NOT_INTERESTED)
          && !token.has(Action.THUMBS_DOWN)) {
        slots.putIfAbsent(slot, catalogue.titleId(slot));
      }
    }
    return slots;
  }

  /**
   * Score vectors of the best as {@code [j][place]}, the form that {@link TopK#score} is fast on.
   */
  private static float[][] transposed(TopK.Best best, Catalogue catalogue) {
    float[][] vectors = new float[catalogue.model().width()][best.count()];
    for (int i = 0; i < best.count(); i++) {
      float[] vector = catalogue.scoreVector(best.slot(i));
      for (int j = 0; j < vector.length; j++) {
        vectors[j][i] = vector[j];
      }
    }
    return vectors;
  }
}
