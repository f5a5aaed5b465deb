/**
 * What the lists of a replay were worth: each play of a recording is held against the page that
 * stood before the member then, of one model or of two. Reads events, titles and pages that {@link
 * io.playhead.deploy.replay} hands in, as iterators; draws intervals with {@link
 * io.playhead.deploy.evaluate.Bootstrap}. Knows no file, topic or process. One thread per
 * evaluation.
 */
package io.playhead.deploy.compare;
