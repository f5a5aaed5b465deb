/**
 * Event to token to window: validates events, folds them into tokens, keeps a member's tokens as
 * compact bytes, and turns tokens, contexts and titles into the numbers a model reads.
 *
 * <p>Neighbours: reads the records of {@code io.playhead.schemas}; read by inference, training and
 * the stream processor, so that training is serving. Pure Java, no clock, no files.
 *
 * <p>Threads: a {@link io.playhead.window.MemberWindow} belongs to the thread that owns its member;
 * everything else is immutable, stateless or safe for any thread unless its Javadoc says otherwise.
 */
package io.playhead.window;
