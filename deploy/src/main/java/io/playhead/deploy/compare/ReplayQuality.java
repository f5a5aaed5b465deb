package io.playhead.deploy.compare;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What the lists of one model or two were worth over a recording.
 *
 * @param fromMs time of the oldest event, milliseconds since 1970-01-01 UTC
 * @param toMs time of the newest event, milliseconds since 1970-01-01 UTC
 * @param members members with an event
 * @param plays plays asked about
 * @param titles titles of the catalogue
 * @param seed of the intervals' resamples and the choice of examples
 * @param a the first model
 * @param b the second model; null: there is one alone
 * @param comparison both over the same plays; null: there is one alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplayQuality(
    long fromMs,
    long toMs,
    int members,
    int plays,
    int titles,
    long seed,
    ModelFigures a,
    ModelFigures b,
    ComparisonFigures comparison) {}
