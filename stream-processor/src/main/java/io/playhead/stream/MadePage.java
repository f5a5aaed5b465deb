package io.playhead.stream;

import io.playhead.inference.HomePage;

/**
 * A page and what its record does not say about the model.
 *
 * @param page the page
 * @param space embedding space of its member vector
 */
record MadePage(HomePage page, String space) {}
