package io.playhead.inference;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules between scores and page, for one batch: what may be shown, what is begun, and why each
 * title is there. No title stands on a page twice; a row takes what the rows before it left. Reads
 * only what it is given. One thread.
 */
final class PageMaker {
  private static final long DAY_MS = 24 * 60 * 60_000L;

  private final PageRules rules;
  private final TitleGate gate;
  private final TopK topK = new TopK();
  private final SimilarTitles similarTitles;
  private final ShownTitles shown = new ShownTitles();
  private final StageTimes times;
  private final BestAmong bestAmong;
  private final Likeness likeness;
  private final RowWriter writer = new RowWriter();
  private int batches;

  /** For titles of one model, with vectors of {@code width} values. */
  PageMaker(PageRules rules, int width, StageTimes times) {
    this.rules = rules;
    this.gate = new TitleGate(rules.titles());
    this.times = times;
    this.similarTitles = new SimilarTitles(rules.becauseAbove());
    this.bestAmong = new BestAmong(topK, width);
    this.likeness = new Likeness(width);
  }

  /**
   * Pages of rows whose member vectors are known and whose histories end before the newest token.
   */
  List<HomePage> make(List<EncoderRow> rows, Catalogue catalogue) {
    long startNs = StageTimes.nowNs();
    gate.follow(catalogue);
    List<Draft> drafts = rows.stream().map(row -> draft(row, catalogue)).toList();
    long draftedNs = StageTimes.nowNs();
    similarTitles.find(catalogue, watchedLast(drafts));
    List<HomePage> pages = new ArrayList<>(rows.size());
    SampledTime pagesTime = new SampledTime(batches++, rows.size());
    topK.search(
        catalogue,
        rows.stream().map(row -> row.memberVector).toList(),
        List.of(
            new TopK.Wanted(
                rules.topPicks(),
                (member, block, index) ->
                    mayPick(drafts.get(member), PageRow.TOP_PICKS, block, index)),
            new TopK.Wanted(newCandidates(), new CameOutLately(drafts))),
        (member, best) ->
            pagesTime.run(
                () -> pages.add(page(member, drafts.get(member), best[0], best[1], catalogue))));
    long pagesNs = pagesTime.totalNs();
    times.add(StageTimes.Stage.RETRIEVAL, StageTimes.nowNs() - draftedNs - pagesNs);
    times.add(StageTimes.Stage.RULES, draftedNs - startNs + pagesNs);
    return pages;
  }

  /**
   * A page in the making.
   *
   * @param row whose page
   * @param limit which age ratings it may hold
   * @param reasons what may be named as a reason
   * @param begun the row of begun titles
   * @param newestDone key of the newest token's title, if the member is done with it
   */
  private record Draft(
      EncoderRow row, TitleGate.Limit limit, Reasons reasons, BegunRow begun, long newestDone) {
    static final long NONE = TitleKey.FLAGS; // no title's key
  }

  private Draft draft(EncoderRow row, Catalogue catalogue) {
    List<History.Recent> recent = recent(row);
    TitleGate.Limit limit = gate.limit(row.request.context());
    BegunRow begun =
        BegunRow.of(row, recent, rules, catalogue, slot -> mayGoOn(row, limit, catalogue, slot));
    Reasons reasons =
        new Reasons(
            rules,
            recent,
            catalogue,
            slot -> gate.mayName(limit, catalogue.block(slot), Catalogue.row(slot)));
    return new Draft(row, limit, reasons, begun, newestDone(row));
  }

  private long newestDone(EncoderRow row) {
    if (row.newest() == null) {
      return Draft.NONE;
    }
    History.Recent newest = History.Recent.of(row.newest());
    boolean isDone = rules.excludeWatched() ? newest.watched() : newest.turnedDown();
    return isDone ? newest.titleKey() : Draft.NONE;
  }

  private HomePage page(
      int member, Draft draft, TopK.Best best, TopK.Best newest, Catalogue catalogue) {
    shown.begin(catalogue.size());
    draft.begun().titles().forEach(begun -> shown.add(begun.slot()));
    List<PageRow> rows = new ArrayList<>(PageRow.NAMES.size());
    writePicks(best, draft.reasons(), catalogue);
    addRow(rows, PageRow.TOP_PICKS);
    writeBegun(draft.begun(), catalogue);
    addRow(rows, PageRow.CONTINUE_WATCHING);
    writeBecause(member, draft, catalogue);
    addRow(rows, PageRow.BECAUSE_YOU_WATCHED);
    writeNew(newest, catalogue);
    addRow(rows, PageRow.NEW_FOR_YOU);
    float temperature = catalogue.model().manifest().temperature();
    RowOrder.sort(rows, rules.rowOrder(), draft.begun().chance(), temperature);
    EncoderRow row = draft.row();
    return new HomePage(row.request.memberId(), catalogue.model().id(), rows, row.memberVector);
  }

  private void addRow(List<PageRow> rows, String name) {
    if (!writer.isEmpty()) {
      rows.add(writer.row(name));
    }
  }

  /** Whether the rules let a title that is not on the page yet stand in that row. */
  private boolean mayPick(Draft draft, String rowName, CatalogueBlock block, int index) {
    long key = block.key(index);
    return gate.admits(draft.limit(), block, index, rowName)
        && !isDoneWith(draft, key)
        && !draft.begun().holds(key)
        && available(draft.row(), block, index);
  }

  private boolean mayGoOn(EncoderRow row, TitleGate.Limit limit, Catalogue catalogue, int slot) {
    CatalogueBlock block = catalogue.block(slot);
    int index = Catalogue.row(slot);
    return gate.admits(limit, block, index, PageRow.CONTINUE_WATCHING)
        && available(row, block, index);
  }

  private static boolean available(EncoderRow row, CatalogueBlock block, int index) {
    return block.available(index, row.country, row.request.context().eventTimeMs());
  }

  /** Whether the member has turned a title down, or watched it and that counts. */
  private boolean isDoneWith(Draft draft, long key) {
    History history = draft.row().history;
    return key == draft.newestDone()
        || (rules.excludeWatched() ? history.watched(key) : history.turnedDown(key));
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

  private void writePicks(TopK.Best best, Reasons reasons, Catalogue catalogue) {
    reasons.putInto(likeness);
    writer.expect(catalogue, best);
    for (int i : shown(best, catalogue)) {
      int slot = best.slot(i);
      shown.add(slot);
      writer.add(catalogue, slot, best.score(i), reasons.of(slot, likeness));
    }
  }

  private static int[] shown(TopK.Best best, Catalogue catalogue) {
    NewTitlePlaces places = catalogue.model().newTitlePlaces();
    return places.order(best.count(), i -> catalogue.hasNoId(best.slot(i)));
  }

  private void writeBegun(BegunRow begun, Catalogue catalogue) {
    for (BegunRow.Begun title : begun.titles()) {
      writer.add(catalogue, title.slot(), title.score(), Reasons.RESUME);
    }
  }

  /** The titles that the drafts' rows of likenesses are about. */
  private int[] watchedLast(List<Draft> drafts) {
    return drafts.stream().mapToInt(this::watchedLast).filter(slot -> slot >= 0).toArray();
  }

  /** Slot of the title that the row of likenesses is about; -1: there is no such row. */
  private int watchedLast(Draft draft) {
    return rules.becauseYouWatched() == 0 ? -1 : draft.reasons().newestSlot();
  }

  /** Of the titles that are like the last one watched, those that the member likes best. */
  private void writeBecause(int member, Draft draft, Catalogue catalogue) {
    int watched = watchedLast(draft);
    if (watched < 0) {
      return;
    }
    TopK.Best best = new TopK.Best(catalogue, rules.becauseYouWatched());
    int[] similar = similarTitles.of(catalogue, watched);
    int[] slots = new int[similar.length];
    int count = 0;
    for (int slot : similar) {
      if (!shown.contains(slot)) {
        slots[count++] = slot;
      }
    }
    float[] vector = draft.row().memberVector;
    bestAmong.collect(
        best, catalogue, member, vector, slots, count, slot -> mayBecause(draft, catalogue, slot));
    writer.expect(catalogue, best);
    for (int i = 0; i < best.count(); i++) {
      shown.add(best.slot(i));
      writer.add(catalogue, best.slot(i), best.score(i), draft.reasons().newest());
    }
  }

  private boolean mayBecause(Draft draft, Catalogue catalogue, int slot) {
    CatalogueBlock block = catalogue.block(slot);
    return mayPick(draft, PageRow.BECAUSE_YOU_WATCHED, block, Catalogue.row(slot));
  }

  /** As many new titles as all rows before this one together could take, and this one. */
  private int newCandidates() {
    return rules.newForYou() == 0
        ? 0
        : rules.topPicks() + rules.becauseYouWatched() + rules.newForYou();
  }

  private void writeNew(TopK.Best newest, Catalogue catalogue) {
    int room = rules.newForYou();
    for (int i = 0; i < newest.count() && room > 0; i++) {
      if (!shown.contains(newest.slot(i))) {
        writer.add(catalogue, newest.slot(i), newest.score(i), Reasons.NEW);
        room--;
      }
    }
  }

  /** What came out in the last days before the request, and may be shown. */
  private final class CameOutLately implements TopK.Eligibility {
    private final List<Draft> drafts;
    private final long[] atMs;

    CameOutLately(List<Draft> drafts) {
      this.drafts = drafts;
      this.atMs =
          drafts.stream().mapToLong(draft -> draft.row().request.context().eventTimeMs()).toArray();
    }

    @Override
    public int only(int member, CatalogueBlock block, int[] rows) {
      return block.newSince(atMs[member] - rules.newDays() * DAY_MS, atMs[member], rows);
    }

    @Override
    public boolean test(int member, CatalogueBlock block, int row) {
      return mayPick(drafts.get(member), PageRow.NEW_FOR_YOU, block, row);
    }
  }
}
