package io.playhead.deploy.importing;

import io.playhead.deploy.CommandFailure;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Which column is where. Names are compared by their keys, such as themselves in lower case. */
final class CsvHeader {
  private final List<String> names;
  private final Map<String, Integer> indexes;
  private final UnaryOperator<String> key;

  private CsvHeader(List<String> names, Map<String, Integer> indexes, UnaryOperator<String> key) {
    this.names = names;
    this.indexes = indexes;
    this.key = key;
  }

  /** The key of formats whose columns are only spelled one way. */
  static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  static CsvHeader of(
      List<String> columns, List<String> required, Path file, UnaryOperator<String> key) {
    List<String> names = columns.stream().map(String::trim).toList();
    Map<String, Integer> indexes = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (indexes.put(key.apply(names.get(i)), i) != null) {
        throw CommandFailure.badInput(
            file + " names the column " + names.get(i) + " twice in its header");
      }
    }
    List<String> missing =
        required.stream().filter(n -> !indexes.containsKey(key.apply(n))).toList();
    if (!missing.isEmpty()) {
      throw CommandFailure.badInput(
          file
              + " has no column "
              + String.join(", ", missing)
              + " in its header; it must have "
              + String.join(", ", required));
    }
    return new CsvHeader(names, indexes, key);
  }

  int columnCount() {
    return names.size();
  }

  /** Place of a column; -1: the file does not have it. */
  int indexOf(String name) {
    return indexes.getOrDefault(key.apply(name), -1);
  }

  /** Columns that are not among {@code known}: place and name as in the file. */
  Map<Integer, String> others(Set<String> known) {
    Set<String> keys = known.stream().map(key).collect(Collectors.toSet());
    Map<Integer, String> others = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (!keys.contains(key.apply(names.get(i)))) {
        others.put(i, names.get(i));
      }
    }
    return others;
  }
}
