package io.playhead.deploy.compare;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How much of a member's page is new with each revision.
 *
 * @param pairs pages with one of the same member before them
 * @param churn20 mean of 1 - overlap of the first twenty titles of both in the order of reading, as
 *     a share of the longer one's; null without pairs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChurnFigures(long pairs, Double churn20) {}
