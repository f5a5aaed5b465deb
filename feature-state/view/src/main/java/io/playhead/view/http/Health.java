package io.playhead.view.http;

import io.javalin.http.Context;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** {@code /health/live} and {@code /health/ready}. */
final class Health {
  private final Supplier<KafkaStreams.State> state;
  private volatile boolean hasRun;

  Health(Supplier<KafkaStreams.State> state) {
    this.state = state;
  }

  /** Kafka Streams has restored what it owns and reads on. */
  void running() {
    hasRun = true;
  }

  void live(Context context) {
    KafkaStreams.State state = this.state.get();
    send(context, !isDead(state), "Kafka Streams is " + state + "; start this process again.");
  }

  /**
   * Ready once it has restored what it owns, and from then on: while partitions move it answers
   * from copies, and sending callers away would leave them nobody.
   */
  void ready(Context context) {
    KafkaStreams.State state = this.state.get();
    send(context, isReady(), "Kafka Streams is " + state + "; it has no pages to answer from yet.");
  }

  boolean isReady() {
    return hasRun && !isDead(state.get());
  }

  static boolean isRunning(KafkaStreams.State state) {
    return state == KafkaStreams.State.RUNNING;
  }

  private static boolean isDead(KafkaStreams.State state) {
    return state == KafkaStreams.State.ERROR
        || state == KafkaStreams.State.PENDING_ERROR
        || state == KafkaStreams.State.NOT_RUNNING;
  }

  private static void send(Context context, boolean up, String reason) {
    context.contentType("application/json");
    if (up) {
      context.result("{\"status\":\"up\"}");
    } else {
      context.status(503).result("{\"status\":\"down\",\"reason\":\"" + reason + "\"}");
    }
  }
}
