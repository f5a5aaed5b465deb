package io.playhead.view.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** {@code GET /metrics}. */
final class MetricsHandler implements Handler {
  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Access access;
  private final PrometheusMeterRegistry metrics;

  MetricsHandler(Access access, PrometheusMeterRegistry metrics) {
    this.access = access;
    this.metrics = metrics;
  }

  @Override
  public void handle(Context context) {
    access.operator(context.header("Authorization"));
    context.contentType(CONTENT_TYPE).result(metrics.scrape());
  }
}
