package io.playhead.subscriber;

/** What one record has to tell the listener. */
interface Delivery {
  /** Of a record that is skipped. */
  Delivery NOTHING = listener -> {};

  /** Tells it. */
  void to(PageListener listener);
}
