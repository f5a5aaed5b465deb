package io.playhead.window;

/**
 * What an event does. The order is part of the window's byte format and of the order of events of
 * one moment: append only.
 */
public enum Action {
  DEVICE,
  PLAY,
  PAUSE,
  RESUME,
  SEEK,
  STOP,
  COMPLETE,
  THUMBS_UP,
  THUMBS_DOWN,
  MY_LIST_ADD,
  MY_LIST_REMOVE,
  NOT_INTERESTED,
  IMPRESSION,
  ERASE;

  /** This action's bit in a token's action set. */
  public int bit() {
    return 1 << ordinal();
  }
}
