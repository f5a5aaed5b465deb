/**
 * How large a system has to be for a load: one class for each resource, each of which takes the
 * load and what was planned before it, and gives numbers with the formula that they come from.
 * {@link io.playhead.deploy.plan.Measured} holds what was measured, and where. Pure arithmetic, any
 * thread.
 */
package io.playhead.deploy.plan;
