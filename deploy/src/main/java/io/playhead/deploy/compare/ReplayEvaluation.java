package io.playhead.deploy.compare;

import io.playhead.schemas.Title;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Holds the pages that a replay produced against what members then played. Reads the events once,
 * when it is made, and each model's pages once, one model after the other. Keeps 16 B an event, 36
 * B a play, 60 B a play and model, and of each member the newest page, 700 B at 150 titles: a
 * million plays and two models with a page for each stay within a heap of 1 GB, with 6,000 members
 * (590 MB in all) and with 200,000. One thread.
 */
public final class ReplayEvaluation {
  private final RecordedPlays recorded;
  private final PlaysByMember byMember;
  private final PlayCounts playCounts;
  private final List<Dimension> dimensions;
  private final long seed;

  /**
   * Reads a recording.
   *
   * @param events its events, or some of them, in order of index; those left out are as if they had
   *     not been
   * @param titles the catalogue
   * @param seed of the intervals' resamples and the choice of examples
   */
  public ReplayEvaluation(Iterator<IndexedEvent> events, Iterator<Title> titles, long seed) {
    this.recorded = RecordedPlaysReader.read(events, new TitleColumns(titles));
    this.byMember = new PlaysByMember(recorded);
    this.playCounts = new PlayCounts(recorded);
    this.dimensions = Dimensions.of(recorded);
    this.seed = seed;
  }

  /**
   * Figures of one model's pages; {@code onPlay} is given each play in order of event.
   *
   * @throws io.playhead.deploy.CommandFailure the pages are not of this recording
   */
  public ReplayQuality of(ModelPages pages, Consumer<EventRow> onPlay) {
    WalkedModel model = WalkedModel.of(pages, recorded, byMember);
    forEachPlay(model, null, onPlay);
    return quality(evaluation().figures(model), null, null);
  }

  /**
   * Figures of two models' pages and their comparison; {@code onPlay} is given each play in order
   * of event.
   *
   * @throws io.playhead.deploy.CommandFailure the pages are not of this recording
   */
  public ReplayQuality of(ModelPages pagesOfA, ModelPages pagesOfB, Consumer<EventRow> onPlay) {
    WalkedModel a = WalkedModel.of(pagesOfA, recorded, byMember);
    WalkedModel b = WalkedModel.of(pagesOfB, recorded, byMember);
    forEachPlay(a, b, onPlay);
    return quality(
        evaluation().figures(a),
        evaluation().figures(b),
        new Comparison(recorded, dimensions, a, b, seed).figures());
  }

  private ModelEvaluation evaluation() {
    return new ModelEvaluation(recorded, dimensions, playCounts, seed);
  }

  private void forEachPlay(WalkedModel a, WalkedModel b, Consumer<EventRow> onPlay) {
    for (int play = 0; play < recorded.plays().count(); play++) {
      onPlay.accept(
          EventRow.of(
              recorded,
              play,
              a.playFound(play, recorded),
              b == null ? null : b.playFound(play, recorded)));
    }
  }

  private ReplayQuality quality(ModelFigures a, ModelFigures b, ComparisonFigures comparison) {
    return new ReplayQuality(
        recorded.fromMs(),
        recorded.toMs(),
        recorded.members().size(),
        recorded.plays().count(),
        recorded.titles().catalogueSize(),
        seed,
        a,
        b,
        comparison);
  }
}
