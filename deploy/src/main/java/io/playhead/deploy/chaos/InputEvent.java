package io.playhead.deploy.chaos;

/**
 * One record of the input and what must become of it.
 *
 * @param topic where it goes
 * @param memberId whose it is, and its key
 * @param value its bytes, in the wire format where they are good
 * @param fate what must become of it
 */
record InputEvent(String topic, String memberId, byte[] value, Fate fate) {
  /** What must become of a record. */
  enum Fate {
    /** It counts, once, however often it is sent. */
    COUNTS,
    /** It ends on rejected-events. */
    REJECTED,
    /** It makes its member forgotten. */
    ERASES,
    /** It only says how late it is: nobody looks at its member. */
    TELLS_TIME
  }
}
