package io.playhead.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Reads values of a rules file, and says which is of the wrong sort. */
final class RulesReader {
  private final ObjectNode tree;

  RulesReader(ObjectNode tree) {
    this.tree = tree;
  }

  int whole(String key) {
    JsonNode node = tree.get(key);
    require(node.isIntegralNumber() && node.canConvertToInt(), key, node, "a whole number");
    return node.intValue();
  }

  float number(String key) {
    JsonNode node = tree.get(key);
    require(node.isNumber(), key, node, "a number");
    return node.floatValue();
  }

  boolean flag(String key) {
    JsonNode node = tree.get(key);
    require(node.isBoolean(), key, node, "true or false");
    return node.booleanValue();
  }

  List<String> names(String key) {
    return names(key, tree.get(key));
  }

  Set<String> set(String key) {
    return new HashSet<>(names(key));
  }

  /** A set of names by a name. */
  Map<String, Set<String>> sets(String key) {
    return byName(key, (name, node) -> new HashSet<>(names(name, node)));
  }

  /** By a name, names in order, equal ones side by side. */
  Map<String, List<List<String>>> orders(String key) {
    return byName(
        key,
        (name, node) -> {
          require(node.isArray(), name, node, "a list of lists of names");
          List<List<String>> order = new ArrayList<>();
          node.forEach(equal -> order.add(names(name, equal)));
          return order;
        });
  }

  private <T> Map<String, T> byName(String key, BiFunction<String, JsonNode, T> value) {
    JsonNode node = tree.get(key);
    require(node.isObject(), key, node, "an object");
    Map<String, T> values = new TreeMap<>();
    node.properties()
        .forEach(e -> values.put(e.getKey(), value.apply(key + "." + e.getKey(), e.getValue())));
    return values;
  }

  private static List<String> names(String key, JsonNode node) {
    require(node.isArray(), key, node, "a list of names");
    List<String> names = new ArrayList<>();
    for (JsonNode name : node) {
      require(name.isTextual(), key, node, "a list of names");
      names.add(name.textValue());
    }
    return names;
  }

  private static void require(boolean holds, String key, JsonNode node, String what) {
    if (!holds) {
      throw new IllegalArgumentException(key + "=" + node + " must be " + what);
    }
  }
}
