/**
 * Members with known tastes: the source of events for the demo and for training a small model. Its
 * choices are drawn from {@link io.playhead.deploy.simulator.Oracle}, so the best possible ranking
 * is known. Pure and seeded, no IO but in the command; one simulation belongs to one thread.
 */
package io.playhead.deploy.simulator;
