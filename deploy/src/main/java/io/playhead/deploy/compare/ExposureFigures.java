package io.playhead.deploy.compare;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Which titles one model's pages showed, over all its pages; each page counts alike. What nothing
 * was shown for is null.
 *
 * @param shown places looked at
 * @param coverage share of the catalogue's titles that were shown at least once
 * @param gini Gini coefficient of how often the catalogue's titles were shown, those never shown
 *     included: 0 all alike, near 1 a few take all
 * @param noveltyBits mean of -log2 p over what was shown (Zhou et al., PNAS 2010), where p is the
 *     title's share of all plays of the recording, those after the page included, with one play
 *     more for every title
 * @param newShare share of titles under 30 days old at the page's time, of those whose day of
 *     release is known
 * @param datedShare share of titles whose day of release is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExposureFigures(
    long shown,
    Double coverage,
    Double gini,
    Double noveltyBits,
    Double newShare,
    Double datedShare) {}
