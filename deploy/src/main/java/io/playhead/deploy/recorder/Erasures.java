package io.playhead.deploy.recorder;

import io.playhead.schemas.Erasure;
import io.playhead.schemas.RecordDecoder;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.SchemaIds;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Which members asked to be forgotten, and until when. 100 B each. Never changes. */
final class Erasures {
  private final Map<String, Long> untilMs = new HashMap<>();

  private Erasures() {}

  /** Those of a topic's records; what is none is given to {@code rejected}. */
  static Erasures read(TopicMerge records, SchemaIds ids, Consumer<RejectReason> rejected) {
    RecordDecoder<Erasure> decoder = new RecordDecoder<>(Erasure.class, ids);
    Erasures erasures = new Erasures();
    while (records.hasNext()) {
      try {
        Erasure erasure = decoder.decode(records.next().value());
        erasures.untilMs.merge(erasure.getMemberId(), erasure.getRequestedAtMs(), Math::max);
      } catch (RejectedRecordException e) {
        rejected.accept(e.reason());
      }
    }
    return erasures;
  }

  /** Whether what the member did at that time is to be forgotten. */
  boolean covers(String memberId, long timeMs) {
    return timeMs <= untilMs.getOrDefault(memberId, Long.MIN_VALUE);
  }
}
