package io.playhead.deploy.compare;

import java.util.List;
import java.util.Map;

/**
 * Two models over the same plays: those for which the member had a page of both. Differences are
 * the second model's figure less the first's, with paired intervals.
 *
 * @param plays plays compared
 * @param members members with such a play
 * @param playsWithPageOfAOnly plays left out because only the first model had a page
 * @param playsWithPageOfBOnly plays left out because only the second model had a page
 * @param betterPlays plays whose title stood higher among the second model's first ten
 * @param worsePlays plays whose title stood lower
 * @param wholePage by k: ranks on the whole page in the order of reading
 * @param withinRow by k: places within the title's own row
 * @param slices by dimension and value
 * @param bySlice slices where the second model gains and loses most
 * @param byTitle titles where it does
 * @param byMember members for whom it does
 * @param better plays where the second model is better by most
 * @param worse plays where it is worse by most
 */
public record ComparisonFigures(
    int plays,
    int members,
    int playsWithPageOfAOnly,
    int playsWithPageOfBOnly,
    int betterPlays,
    int worsePlays,
    List<RankedDifferences> wholePage,
    List<RankedDifferences> withinRow,
    Map<String, List<SliceDifference>> slices,
    Standings bySlice,
    Standings byTitle,
    Standings byMember,
    List<Example> better,
    List<Example> worse) {}
