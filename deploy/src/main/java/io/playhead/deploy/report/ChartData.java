package io.playhead.deploy.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The charts of a page as the JSON that its script draws from: {@code [{id, kind, axis, digits,
 * categories?, series: [{name, points: [{timeMs?, value, low, high, text}]}]}]}. One thread.
 */
final class ChartData {
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    JSON.getFactory().setCharacterEscapes(new ScriptEscapes());
  }

  private final ArrayNode charts = JSON.createArrayNode();

  void add(String id, BarChart chart) {
    ObjectNode node = add(id, "bar", chart.axis(), chart.digits());
    ArrayNode categories = node.putArray("categories");
    chart.categories().forEach(categories::add);
    ArrayNode series = node.putArray("series");
    for (BarChart.Series one : chart.series()) {
      ArrayNode points = series.addObject().put("name", one.name()).putArray("points");
      one.values().forEach(value -> put(points.addObject(), value, chart.digits()));
    }
  }

  void add(String id, LineChart chart) {
    ObjectNode node = add(id, "line", chart.axis(), chart.digits());
    ArrayNode series = node.putArray("series");
    for (LineChart.Series one : chart.series()) {
      ArrayNode points = series.addObject().put("name", one.name()).putArray("points");
      for (LineChart.Point point : one.points()) {
        put(points.addObject().put("timeMs", point.timeMs()), point.value(), chart.digits());
      }
    }
  }

  private ObjectNode add(String id, String kind, String axis, Digits digits) {
    ObjectNode node = charts.addObject().put("id", id).put("kind", kind).put("axis", axis);
    node.putObject("digits")
        .put("fractionCount", digits.fractionCount())
        .put("isShare", digits.isShare());
    return node;
  }

  private static void put(ObjectNode point, Estimate estimate, Digits digits) {
    boolean isWhole = estimate.isKnown() && estimate.hasInterval();
    point.put("value", estimate.isKnown() ? estimate.value() : null);
    point.put("low", isWhole ? estimate.low() : null);
    point.put("high", isWhole ? estimate.high() : null);
    point.put("text", digits.text(estimate));
  }

  boolean isEmpty() {
    return charts.isEmpty();
  }

  /** JSON that may stand in a script element. */
  String json() {
    try {
      return JSON.writeValueAsString(charts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and strings is always JSON", e);
    }
  }
}
