package io.playhead.stream;

import io.playhead.schemas.ReleaseLane;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Which model serves in each lane, since when, and what became of the releases before it. Models
 * are told on the task's thread; the metrics thread asks.
 */
final class ModelMetrics {
  private final MetricGroup list;
  private final ModelLanes models;
  private final Set<Served> told = new HashSet<>();

  private record Served(ReleaseLane lane, String modelId, String provider) {}

  ModelMetrics(MetricGroup list, ModelLanes models) {
    this.list = list;
    this.models = models;
    for (ReleaseLane lane : ReleaseLane.values()) {
      ServedModel served = models.of(lane);
      MetricGroup ofLane = ofLane(lane);
      ofLane.gauge("modelSwaps", (Gauge<Long>) served::swaps);
      ofLane.gauge("modelRefusals", (Gauge<Long>) served::refusalCount);
      ofLane.gauge("modelLoadSeconds", (Gauge<Double>) served::loadSeconds);
      ofLane.gauge("modelSinceSeconds", (Gauge<Long>) () -> served.servesSinceMs() / 1_000);
    }
    list.gauge("titles", (Gauge<Integer>) this::titleCount);
  }

  private MetricGroup ofLane(ReleaseLane lane) {
    return list.addGroup("lane", lane.label());
  }

  /** A model took over: a metric of its own says for how long it stays. */
  void serves(ReleaseLane lane, LoadedModel model) {
    Served served = new Served(lane, model.id(), model.provider().toString());
    if (told.add(served)) {
      ofLane(lane)
          .addGroup("model", served.modelId)
          .addGroup("provider", served.provider)
          .gauge("serves", (Gauge<Integer>) () -> isServing(served) ? 1 : 0);
    }
  }

  /** The rules of the home page, which stay for as long as the task runs. */
  void rules(String id) {
    list.addGroup("rules", id).gauge("inForce", (Gauge<Integer>) () -> 1);
  }

  private boolean isServing(Served served) {
    LoadedModel now = models.of(served.lane).serving();
    return now != null
        && now.id().equals(served.modelId)
        && now.provider().toString().equals(served.provider);
  }

  /** What the serving model's sessions were made on: "cpu", "cuda:0"; "none" without a model. */
  String provider() {
    LoadedModel serving = models.of(ReleaseLane.SERVING).serving();
    return serving == null ? "none" : serving.provider().toString();
  }

  private int titleCount() {
    LoadedModel serving = models.of(ReleaseLane.SERVING).serving();
    return serving == null ? 0 : serving.titleCount();
  }
}
