package io.playhead.window;

import java.util.Locale;

/**
 * Turns texts and amounts into bucket numbers, the same on every machine and in every version:
 * models are trained on these numbers. 0 always means unknown.
 */
final class Buckets {
  private static final String[][] DEVICES = {
    {"phone", "mobile", "smartphone", "cellphone", "cell", "handset", "iphone", "android phone"},
    {"tablet", "ipad", "android tablet"},
    {"television", "tv", "smart tv", "smarttv", "ctv", "connected tv", "set top box", "stb"},
    {"computer", "desktop", "web", "pc", "laptop", "browser", "mac", "notebook"},
    {"console", "game console", "playstation", "xbox"},
    {"speaker", "smart speaker"},
    {"car", "automotive", "vehicle"}
  };

  private Buckets() {}

  /** Bucket {@code from} to {@code size - 1} of a text, by its hash. */
  static int hashed(String text, int from, int size) {
    return from + (int) Long.remainderUnsigned(hash(text), size - from);
  }

  /** 1 + the number of {@code edges} at or below {@code value}; edges rise. */
  static int between(long value, long[] edges) {
    int bucket = 1;
    while (bucket <= edges.length && value >= edges[bucket - 1]) {
      bucket++;
    }
    return bucket;
  }

  /** Local hour + 1; 0: unknown. Size 25. */
  static int hour(int localHour) {
    return localHour + 1;
  }

  /** Weekday from 1 Monday; 0: unknown. Size 8. */
  static int weekday(int localWeekday) {
    return localWeekday;
  }

  /**
   * 1 phone, 2 tablet, 3 television, 4 computer, 5 console, 6 speaker, 7 car, with common other
   * words for them and in any case; others hashed to 8 to 63; 0: unknown. Size 64.
   */
  static int device(String deviceType) {
    String word = normal(deviceType).replace('_', ' ').replace('-', ' ');
    if (word.isEmpty()) {
      return 0;
    }
    for (int kind = 0; kind < DEVICES.length; kind++) {
      for (String known : DEVICES[kind]) {
        if (known.equals(word)) {
          return kind + 1;
        }
      }
    }
    return hashed(word, DEVICES.length + 1, 64);
  }

  /** Hashed to 1 to 255; 0: unknown. Size 256. */
  static int country(String country) {
    String code = normal(country);
    return code.isEmpty() ? 0 : hashed(code, 1, 256);
  }

  /** The locale's language, what stands before the first - or _, hashed to 1 to 127. Size 128. */
  static int language(String locale) {
    String tag = normal(locale);
    int end = 0;
    while (end < tag.length() && tag.charAt(end) != '-' && tag.charAt(end) != '_') {
      end++;
    }
    return end == 0 ? 0 : hashed(tag.substring(0, end), 1, 128);
  }

  /** Lower case without spaces around it; of null the empty text. */
  static String normal(String text) {
    return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * FNV-1a over the UTF-16 units, then MurmurHash3's 64-bit finalizer, as FNV mixes badly at the
   * end.
   */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    return hash ^ hash >>> 33;
  }
}
