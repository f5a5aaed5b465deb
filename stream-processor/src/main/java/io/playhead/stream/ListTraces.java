package io.playhead.stream;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.playhead.schemas.TraceContext;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Goes on with the traces that events belong to. A list of a traced event belongs to the same
 * trace, with a span of its own, whether anybody records spans or not. Of sampled traces, and only
 * where there is somewhere to send them, that span and one for each stage whose times are known are
 * exported:
 *
 * <pre>
 *   playhead   |---------------------------------|   Kafka took the event .. its list leaves
 *   event      |---------|                           .. it was read
 *   batch                |-----------|               .. its batch went to the model
 *   list                             |-----------|   .. its list leaves
 * </pre>
 *
 * Used on the task's thread; spans are sent on one of the SDK's, which drops what it cannot keep.
 */
final class ListTraces implements AutoCloseable {
  private static final Duration EXPORT_LIMIT = Duration.ofSeconds(2);
  private static final AttributeKey<String> TOPIC =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> PARTITION =
      AttributeKey.stringKey("messaging.destination.partition.id");
  private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");

  private final SdkTracerProvider provider; // null: nothing is exported
  private final Tracer tracer;

  private ListTraces(SdkTracerProvider provider) {
    this.provider = provider;
    this.tracer = provider == null ? null : provider.get("io.playhead");
  }

  /**
   * Traces whose spans go to a collector.
   *
   * @param otlpEndpoint its address for traces; null: nowhere
   * @throws IllegalArgumentException the address is none
   */
  static ListTraces to(String otlpEndpoint) {
    if (otlpEndpoint == null) {
      return new ListTraces(null);
    }
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(otlpEndpoint)
            .setTimeout(EXPORT_LIMIT)
            .setRetryPolicy(null) // a task that ends must not wait for a collector that is away
            .build();
    return new ListTraces(
        SdkTracerProvider.builder()
            .setResource(
                Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "playhead")))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build());
  }

  /**
   * The trace context of a list that leaves now; null: its event belongs to no trace.
   *
   * @param batchedMs when its batch went to the model
   */
  TraceContext listed(Stamp event, long batchedMs, long listedMs) {
    TraceContext trace = event.trace();
    if (trace == null) {
      return null;
    }
    if (tracer == null || !trace.isSampled()) {
      return trace.withSpan(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }
    long fromMs = event.appendedMs() < 0 ? event.readMs() : event.appendedMs(); // -1: unknown
    Span whole =
        tracer
            .spanBuilder("playhead")
            .setParent(Context.root().with(Span.wrap(parent(trace))))
            .setSpanKind(SpanKind.CONSUMER)
            .setStartTimestamp(fromMs, TimeUnit.MILLISECONDS)
            .setAttribute(TOPIC, event.topic())
            .setAttribute(PARTITION, Integer.toString(event.partition()))
            .setAttribute(OFFSET, event.offset())
            .startSpan();
    Context inside = Context.root().with(whole);
    stage("event", inside, fromMs, event.readMs());
    stage("batch", inside, event.readMs(), batchedMs);
    stage("list", inside, batchedMs, listedMs);
    whole.end(listedMs, TimeUnit.MILLISECONDS);
    return trace.withSpan(HexFormat.fromHexDigitsToLong(whole.getSpanContext().getSpanId()));
  }

  private static SpanContext parent(TraceContext trace) {
    return SpanContext.createFromRemoteParent(
        trace.traceId(),
        HexFormat.of().toHexDigits(trace.spanId()),
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }

  private void stage(String name, Context inside, long fromMs, long toMs) {
    tracer
        .spanBuilder(name)
        .setParent(inside)
        .setStartTimestamp(fromMs, TimeUnit.MILLISECONDS)
        .startSpan()
        .end(toMs, TimeUnit.MILLISECONDS);
  }

  /** Sends what is left, for as long as one request may take. */
  @Override
  public void close() {
    if (provider != null) {
      provider.shutdown().join(EXPORT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
