package io.playhead.deploy.compare;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How old the pages were that members had before them.
 *
 * @param pageAge from the event that the page in force reflects to the play, by the events' times;
 *     null: no play had a page
 * @param eventsBehindMean mean number of the member's accepted events between those two; 0 where
 *     each event has its page; null: no play had a page
 * @param eventsBehindMax largest such number; null: no play had a page
 * @param eventToList from the event's append to its page's readiness, of all pages; null: the pages
 *     have no timings of a clock
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FreshnessFigures(
    DurationFigures pageAge,
    Double eventsBehindMean,
    Integer eventsBehindMax,
    DurationFigures eventToList) {}
