package io.playhead.deploy.compare;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Where the title of a play stood on the page in force before it.
 *
 * @param row name of the row; null: not on the page
 * @param place place in that row, from 0; -1: not on the page
 * @param rank rank on the whole page in the order of reading (rows from the top, each from the
 *     left), from 0; -1: not on the page
 * @param pageEventIndex index of the event that the page reflects
 * @param pageAgeMs from that event to the play, milliseconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlayFound(String row, int place, int rank, long pageEventIndex, long pageAgeMs) {}
