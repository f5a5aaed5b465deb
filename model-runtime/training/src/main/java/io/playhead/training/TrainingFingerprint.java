package io.playhead.training;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What decides the course of a training, one {@code name=value} per line: a checkpoint goes on only
 * under the same. When to end is not in it, so a training may be given more time. Pure.
 */
final class TrainingFingerprint {
  // Raise it when the same settings and data lead elsewhere, or the checkpoint's layout changes.
  private static final int VERSION = 2;
  private static final Set<String> ONLY_WHEN_TO_END = Set.of("minutes", "epochs", "patience");

  private TrainingFingerprint() {}

  /**
   * @param parentId the model that training starts from; null: none
   */
  static String of(TrainingData data, TrainingSettings settings, String parentId) {
    StringBuilder lines = new StringBuilder();
    line(lines, "version", VERSION);
    line(lines, "recordingSha256", data.recordingSha256());
    line(lines, "coldShare", data.coldTitles().share());
    line(lines, "parent", parentId);
    for (RecordComponent component : TrainingSettings.class.getRecordComponents()) {
      if (!ONLY_WHEN_TO_END.contains(component.getName())) {
        line(lines, component.getName(), value(component, settings));
      }
    }
    return lines.toString();
  }

  /** The first difference in words; null: there is none. */
  static String difference(String then, String now) {
    Map<String, String> old = parsed(then);
    for (Map.Entry<String, String> entry : parsed(now).entrySet()) {
      String was = old.remove(entry.getKey());
      if (!Objects.equals(was, entry.getValue())) {
        return entry.getKey() + "=" + was + " then and " + entry.getValue() + " now";
      }
    }
    return old.isEmpty() ? null : old.keySet().iterator().next() + " then and not now";
  }

  private static void line(StringBuilder lines, String name, Object value) {
    lines.append(name).append('=').append(value).append('\n');
  }

  private static Object value(RecordComponent component, TrainingSettings settings) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> parsed(String lines) {
    Map<String, String> map = new LinkedHashMap<>();
    lines
        .lines()
        .forEach(
            line -> {
              int at = line.indexOf('=');
              map.put(line.substring(0, Math.max(0, at)), line.substring(at + 1));
            });
    return map;
  }
}
