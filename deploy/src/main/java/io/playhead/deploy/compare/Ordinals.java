package io.playhead.deploy.compare;

import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;

/** Names by number from 0, in the order of their first mention. One thread. */
final class Ordinals {
  /** Of a name that was not mentioned. */
  static final int NONE = -1;

  private final Object2IntOpenHashMap<String> ordinals = new Object2IntOpenHashMap<>();
  private final List<String> names = new ArrayList<>();

  Ordinals() {
    ordinals.defaultReturnValue(NONE);
  }

  /** The number of {@code name}, a new one at its first mention. */
  int of(String name) {
    int ordinal = ordinals.getInt(name);
    if (ordinal == NONE) {
      ordinal = names.size();
      ordinals.put(name, ordinal);
      names.add(name);
    }
    return ordinal;
  }

  /** The number of {@code name}, or {@link #NONE}. */
  int find(String name) {
    return ordinals.getInt(name);
  }

  String name(int ordinal) {
    return names.get(ordinal);
  }

  int size() {
    return names.size();
  }
}
