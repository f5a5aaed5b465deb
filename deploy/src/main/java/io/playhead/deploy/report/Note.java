package io.playhead.deploy.report;

/**
 * A paragraph: what a figure does not say by itself.
 *
 * @param text plain text
 */
public record Note(String text) implements Block {}
