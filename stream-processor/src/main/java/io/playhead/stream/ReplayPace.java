package io.playhead.stream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;

/**
 * Lets each event of a replay go when it is due: so long after the first one as it was live,
 * divided by the speed. The source asks before each event and waits without holding anything up.
 */
final class ReplayPace implements RateLimiterStrategy<NumberSequenceSplit> {
  private static final long serialVersionUID = 1;

  private final ReplayInput input;

  ReplayPace(ReplayInput input) {
    this.input = input;
  }

  @Override
  public RateLimiter<NumberSequenceSplit> createRateLimiter(int parallelism) {
    return new Limiter();
  }

  /** Reads the recording beside the source, for its times alone. */
  private final class Limiter implements RateLimiter<NumberSequenceSplit> {
    private ReplayEvents events; // null: nothing is there to be read yet
    private long firstMs;
    private long startNs;

    @Override
    public void notifyAddingSplit(NumberSequenceSplit split) {
      events = ReplayEvents.of(input);
      for (long i = 0; i < split.from(); i++) {
        events.next();
      }
    }

    @Override
    public CompletionStage<Void> acquire(int eventCount) {
      if (events == null || !events.hasNext()) {
        return CompletableFuture.completedFuture(null);
      }
      long arrivedMs = events.next().arrived().arrivedMs();
      if (startNs == 0) {
        startNs = System.nanoTime();
        firstMs = arrivedMs;
      }
      long dueNs = (long) ((arrivedMs - firstMs) * 1e6 / input.speed());
      long waitNs = dueNs - (System.nanoTime() - startNs);
      CompletableFuture<Void> due = new CompletableFuture<>();
      return waitNs <= 0
          ? CompletableFuture.completedFuture(null)
          : due.completeOnTimeout(null, waitNs, TimeUnit.NANOSECONDS);
    }
  }
}
