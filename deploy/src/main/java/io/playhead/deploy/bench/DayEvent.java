package io.playhead.deploy.bench;

import io.playhead.deploy.local.TopicWriter;
import io.playhead.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a day's members or their devices send.
 *
 * @param kind what is to become of it
 * @param memberId its key
 * @param record null for bytes that are none
 */
record DayEvent(Kind kind, String memberId, SpecificRecord record) {
  private static final byte[] NO_RECORD = {1, 2, 3, 4, 5, 6}; // 0 begins a record

  /** What there is, and how much of it: rare things often enough to be thousands in a day. */
  enum Kind {
    /** A play that its member's window takes. */
    PLAY(0, null),
    /** Such a play a second time, soon after. */
    DUPLICATE(.01, null),
    /** A device that comes to the front, on a topic of its own. */
    DEVICE(.02, null),
    /** A play of half a day ago, when all is final. */
    LATE(.005, "too-late"),
    /** A play of nothing. */
    NO_TITLE(.003, "missing-title"),
    /** Bytes in another format. */
    NO_RECORD(.002, "wrong-magic-byte");

    private final double share;
    private final String rejected;

    Kind(double share, String rejected) {
      this.share = share;
      this.rejected = rejected;
    }

    /** Of all events; of plays what the others leave. */
    double share() {
      if (this != PLAY) {
        return share;
      }
      double others = 0;
      for (Kind kind : values()) {
        others += kind.share;
      }
      return 1 - others;
    }

    /** Why the job rejects it; null: it does not. */
    String rejected() {
      return rejected;
    }

    /** Whether the job counts it where windows are; the others do not come so far. */
    boolean reachesWindow() {
      return this != NO_TITLE && this != NO_RECORD;
    }

    /** Whether it is to be in a list. */
    boolean isListed() {
      return this == PLAY || this == DEVICE;
    }
  }

  void send(TopicWriter writer) {
    if (record == null) {
      writer.sendBytes(Topics.PLAYBACK_EVENTS, memberId, NO_RECORD);
    } else {
      writer.send(record);
    }
  }
}
