package io.playhead.stream;

import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * The n-th event of a replay as the n-th record of a source: whoever restores a checkpoint goes on
 * at its n. Read by one subtask, so that there is one order.
 */
final class RecordedRecords implements GeneratorFunction<Long, RawRecord> {
  private static final long serialVersionUID = 1;

  private static volatile long count;

  private final ReplayInput input;
  private transient ReplayEvents events;
  private transient long next;

  private RecordedRecords(ReplayInput input) {
    this.input = input;
  }

  /**
   * The source.
   *
   * @param eventCount how many there are, at least one
   */
  static Source<RawRecord, ?, ?> source(ReplayInput input, long eventCount) {
    return new DataGeneratorSource<>(
        new RecordedRecords(input),
        eventCount,
        input.speed() == 0 ? RateLimiterStrategy.noOp() : new ReplayPace(input),
        RawRecord.TYPE);
  }

  /** Events handed over in this process so far: one replay runs in a process, in one place. */
  static long count() {
    return count;
  }

  @Override
  public void open(SourceReaderContext context) {
    events = ReplayEvents.of(input);
  }

  @Override
  public RawRecord map(Long index) {
    while (next < index) {
      events.next();
      next++;
    }
    next++;
    count = next;
    return ReplayRecords.of(events.next());
  }

  @Override
  public void close() {
    if (events != null) {
      events.close();
    }
  }
}
