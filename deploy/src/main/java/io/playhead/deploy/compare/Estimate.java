package io.playhead.deploy.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.playhead.deploy.evaluate.Interval;

/**
 * A mean over plays.
 *
 * @param mean the mean; null: no plays
 * @param interval its 95 % interval over members; null: too few members to draw from, see {@link
 *     Estimates#MEMBERS_MIN}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Estimate(Double mean, Interval interval) {}
