/**
 * Topic to home-page service: follows members' pages on {@code recommendations} and tells a {@link
 * io.playhead.subscriber.PageListener}. {@link io.playhead.subscriber.PageSubscriber} is where to
 * start.
 *
 * <p>Neighbours: reads the records of {@code io.playhead.schemas} with kafka-clients; nothing of
 * the engine is on its class path, so that it goes into any service.
 *
 * <p>Threads: a {@link io.playhead.subscriber.PageSubscriber} has one of its own, and the listener
 * is called on that one alone; its methods may be called on any thread. Everything that is not
 * public belongs to that thread unless its Javadoc says otherwise.
 */
package io.playhead.subscriber;
