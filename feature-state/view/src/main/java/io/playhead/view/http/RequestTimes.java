package io.playhead.view.http;

import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How long answers took, by path as it is declared, so without any member's id, and by status. */
final class RequestTimes {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1)
  };

  private final MeterRegistry metrics;
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

  private record Kind(String path, int status) {}

  RequestTimes(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /** An answer was sent; streams are not counted, which last as long as their caller wants. */
  void answered(Context context, float ms) {
    String path = context.endpoint().path;
    if (!path.endsWith("/stream")) {
      answered(path, context.statusCode(), (long) (ms * 1e6));
    }
  }

  /** An answer was sent, of a path as it is declared. */
  void answered(String path, int status, long ns) {
    timers.computeIfAbsent(new Kind(path, status), this::timer).record(ns, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Kind kind) {
    return Timer.builder("playhead.view.requests")
        .description("From a request's head to the end of its answer")
        .tag("path", kind.path)
        .tag("status", Integer.toString(kind.status))
        .serviceLevelObjectives(BUCKETS)
        .register(metrics);
  }
}
