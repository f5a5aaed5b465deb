/**
 * Figures of rankings over a recording: what to ask ({@link io.playhead.deploy.evaluate.Questions},
 * one protocol each), who answers ({@link io.playhead.deploy.evaluate.Ranker}: the model, published
 * lists, baselines) and what it is worth (figures with intervals, slices). Reads recordings and
 * bundles, asks the inference module's pure function for vectors, starts training as a process; one
 * thread per evaluation.
 */
package io.playhead.deploy.evaluate;
