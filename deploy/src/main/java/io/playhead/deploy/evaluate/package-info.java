/**
 * Figures of rankings: the leave-last-out protocol over a recording, with baselines beside. Reads
 * recordings and bundles, asks the inference module's pure function for lists; one thread per
 * evaluation.
 */
package io.playhead.deploy.evaluate;
