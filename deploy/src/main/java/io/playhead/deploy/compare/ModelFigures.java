package io.playhead.deploy.compare;

import java.util.List;
import java.util.Map;

/**
 * What one model's lists were worth. All but counts is over the plays that had a page.
 *
 * @param name what the report calls it
 * @param modelIds pages by the id of the model that made them
 * @param pages pages read
 * @param pagesDropped pages more that were no newer than the member's last one
 * @param plays plays asked about
 * @param playsWithPage of these, plays that had a page
 * @param playsWithoutPage of these, plays whose member had no page yet
 * @param members members with a play that had a page
 * @param wholePage by k: ranks on the whole page in the order of reading, rows from the top and
 *     each from the left
 * @param withinRow by k: places within the title's own row, whichever it is, as if the member saw
 *     the left end of all rows at once
 * @param rows by row, the most fruitful one first
 * @param notOnPageShare share of plays whose title was not on the page; null: no plays
 * @param exposureFirst10 what the first ten titles of all pages showed
 * @param exposureWholePage what all titles of all pages showed
 * @param churn how much is new from a page to the next
 * @param freshness how old pages were when they were used
 * @param slices by dimension and value
 * @param staleness what older lists would have lost
 * @param overTime figures by time of play
 */
public record ModelFigures(
    String name,
    Map<String, Long> modelIds,
    long pages,
    long pagesDropped,
    int plays,
    int playsWithPage,
    int playsWithoutPage,
    int members,
    List<RankedFigures> wholePage,
    List<RankedFigures> withinRow,
    List<RowFigures> rows,
    Double notOnPageShare,
    ExposureFigures exposureFirst10,
    ExposureFigures exposureWholePage,
    ChurnFigures churn,
    FreshnessFigures freshness,
    Map<String, List<SliceFigures>> slices,
    StalenessFigures staleness,
    QualityOverTime overTime) {}
