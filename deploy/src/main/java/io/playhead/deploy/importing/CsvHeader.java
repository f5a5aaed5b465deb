package io.playhead.deploy.importing;

import io.playhead.deploy.CommandFailure;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which column is where. Names are compared without regard to case. */
final class CsvHeader {
  private final List<String> names;
  private final Map<String, Integer> indexes;

  private CsvHeader(List<String> names, Map<String, Integer> indexes) {
    this.names = names;
    this.indexes = indexes;
  }

  static CsvHeader of(List<String> columns, List<String> required, Path file) {
    List<String> names = columns.stream().map(String::trim).toList();
    Map<String, Integer> indexes = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (indexes.put(names.get(i).toLowerCase(Locale.ROOT), i) != null) {
        throw CommandFailure.badInput(
            file + " names the column " + names.get(i) + " twice in its header");
      }
    }
    List<String> missing =
        required.stream().filter(n -> !indexes.containsKey(n.toLowerCase(Locale.ROOT))).toList();
    if (!missing.isEmpty()) {
      throw CommandFailure.badInput(
          file
              + " has no column "
              + String.join(", ", missing)
              + " in its header; it must have "
              + String.join(", ", required));
    }
    return new CsvHeader(names, indexes);
  }

  int columnCount() {
    return names.size();
  }

  /** Place of a column; -1: the file does not have it. */
  int indexOf(String name) {
    return indexes.getOrDefault(name.toLowerCase(Locale.ROOT), -1);
  }

  /** Columns that are not among {@code known}: place and name as in the file. */
  Map<Integer, String> others(Set<String> known) {
    Set<String> lower = new java.util.HashSet<>();
    known.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    Map<Integer, String> others = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (!lower.contains(names.get(i).toLowerCase(Locale.ROOT))) {
        others.put(i, names.get(i));
      }
    }
    return others;
  }
}
