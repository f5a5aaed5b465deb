package io.playhead.deploy.compare;

import io.playhead.schemas.Recommendation;
import java.util.Iterator;

/**
 * One model's pages after they were read.
 *
 * @param name what the report calls the model
 * @param found where they had each play's title
 * @param counts what was counted over all of them
 */
record WalkedModel(String name, FoundPlays found, PageCounts counts) {
  /** Reads {@code pages} to their end. */
  static WalkedModel of(ModelPages pages, RecordedPlays recorded, PlaysByMember byMember) {
    PageWalk walk = new PageWalk(recorded, byMember, Staleness.AGES_MS);
    for (Iterator<Recommendation> part : pages.parts()) {
      part.forEachRemaining(page -> walk.accept(page, pages.hasTimings()));
    }
    return new WalkedModel(pages.name(), walk.end(), walk.counts());
  }

  /** Where that play's title stood; null: the member had no page yet. */
  PlayFound playFound(int play, RecordedPlays recorded) {
    if (!found.hasPage(play)) {
      return null;
    }
    int pageEvent = found.pageEvent(0, play);
    return new PlayFound(
        found.row(play) < 0 ? null : counts.rowNames().name(found.row(play)),
        found.place(play),
        found.rank(play),
        pageEvent,
        recorded.momentMs(play) - recorded.events().momentMs(pageEvent));
  }
}
