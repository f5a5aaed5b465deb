package io.playhead.subscriber;

/**
 * The subscriber could not start, or has stopped. The message is one sentence for a person, without
 * a member's id; the cause is what went wrong below.
 */
public final class SubscriberException extends RuntimeException {
  SubscriberException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Always a new one: whoever throws the same exception out of a try block and out of its {@code
   * close()} gets "self-suppression not permitted" instead.
   */
  static SubscriberException stopped(Throwable cause) {
    return new SubscriberException(
        "The subscriber has stopped and delivers no more pages; the cause says why.", cause);
  }
}
