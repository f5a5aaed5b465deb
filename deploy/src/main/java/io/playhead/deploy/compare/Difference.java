package io.playhead.deploy.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.playhead.deploy.evaluate.Interval;

/**
 * A mean over the same plays by two models.
 *
 * @param a mean of the first model; null: no plays
 * @param b mean of the second model; null: no plays
 * @param difference b - a; null: no plays
 * @param interval 95 % interval of the difference, paired: over members, each with the plays of
 *     both; null: too few members to draw from, see {@link Estimates#MEMBERS_MIN}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Difference(Double a, Double b, Double difference, Interval interval) {}
