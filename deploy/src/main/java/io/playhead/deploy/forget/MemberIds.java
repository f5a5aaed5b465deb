package io.playhead.deploy.forget;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds some members' ids in bytes: as a whole key, or inside a value as Avro writes a string, its
 * length before it, so that member-1 is not found in member-12. A value that was written under
 * another key, or copied into a rejected record, is found too. Never changes.
 */
final class MemberIds {
  /** Bytes that Avro puts before a string of up to 2^13 - 1 bytes; an id has 1,536 at most. */
  private static final int LENGTH_BYTES_MAX = 2;

  private final Map<String, String> byBytes = new HashMap<>(); // Latin-1 of the bytes: a cheap key
  private final Set<Integer> lengths = new HashSet<>();

  MemberIds(Collection<String> memberIds) {
    for (String memberId : memberIds) {
      byte[] utf8 = memberId.getBytes(StandardCharsets.UTF_8);
      byBytes.put(new String(utf8, StandardCharsets.ISO_8859_1), memberId);
      lengths.add(utf8.length);
    }
  }

  /** Whose key that is; null: nobody's of these. */
  String ofKey(byte[] key) {
    return key == null ? null : byBytes.get(new String(key, StandardCharsets.ISO_8859_1));
  }

  /** Who is named in the value. */
  Set<String> in(byte[] value) {
    Set<String> found = new HashSet<>();
    for (int at = 0; value != null && at < value.length; at++) {
      add(found, value, at);
    }
    return found;
  }

  private void add(Set<String> found, byte[] value, int at) {
    long zigzag = value[at] & 0x7f;
    int from = at + 1;
    if ((value[at] & 0x80) != 0) {
      if (from == value.length || (value[from] & 0x80) != 0) {
        return; // longer than any id
      }
      zigzag |= (long) value[from] << 7;
      from = at + LENGTH_BYTES_MAX;
    }
    int length = (int) (zigzag >> 1);
    if ((zigzag & 1) == 0 && lengths.contains(length) && from + length <= value.length) {
      String id = byBytes.get(new String(value, from, length, StandardCharsets.ISO_8859_1));
      if (id != null) {
        found.add(id);
      }
    }
  }
}
