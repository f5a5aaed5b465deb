package io.playhead.deploy.importing;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a viewing-activity export calls a device ({@code Apple TV 4K}, {@code Chrome PC (Cadmium)},
 * {@code Android DefaultWidevineL3Phone Android Phone}) in the words of the events. The first rule
 * that is found decides. Stateless.
 *
 * @param type phone, tablet, television, computer or console; else the export's own words in lower
 *     case; null: not told
 * @param os operating system; null: the name does not tell
 */
record ViewedDevice(String type, String os) {
  private static final Map<Pattern, String> TYPES =
      rules(
          "playstation|\\bps[345]\\b|xbox|nintendo|\\bwii\\b",
          "console",
          "fire ?tv|apple ?tv|smart ?tv|\\btv\\b|television|chromecast|roku|set[ -]?top|\\bstb\\b"
              + "|streaming (?:stick|player)|blu-?ray|bravia|webos|tizen",
          "television",
          "ipad|tablet|kindle",
          "tablet",
          "phone|ipod|mobile",
          "phone",
          "cadmium|\\bpc\\b|\\bmac\\b|macbook|imac|macos|windows|linux|chrome|firefox|safari"
              + "|\\bedge\\b|\\bopera\\b|browser|desktop|laptop|computer",
          "computer");

  private static final Map<Pattern, String> SYSTEMS =
      rules(
          "apple ?tv|tvos", "tvos",
          "ipad", "ipados",
          "iphone|ipod", "ios",
          "fire ?tv|fire ?os|kindle", "fireos",
          "webos", "webos",
          "tizen", "tizen",
          "roku", "roku",
          "chrome ?os|chromebook", "chromeos",
          "android", "android",
          "\\bmac\\b|macbook|imac|macos", "macos",
          "windows", "windows",
          "linux", "linux");

  /** The device of that name; null or blank: not told. */
  static ViewedDevice of(String name) {
    if (name == null || name.isBlank()) {
      return new ViewedDevice(null, null);
    }
    String words = name.strip().toLowerCase(Locale.ROOT);
    String type = first(TYPES, words);
    return new ViewedDevice(type == null ? words : type, first(SYSTEMS, words));
  }

  private static String first(Map<Pattern, String> rules, String words) {
    for (Map.Entry<Pattern, String> rule : rules.entrySet()) {
      if (rule.getKey().matcher(words).find()) {
        return rule.getValue();
      }
    }
    return null;
  }

  private static Map<Pattern, String> rules(String... wordsThenValue) {
    Map<Pattern, String> rules = new LinkedHashMap<>();
    for (int i = 0; i < wordsThenValue.length; i += 2) {
      rules.put(Pattern.compile(wordsThenValue[i]), wordsThenValue[i + 1]);
    }
    return rules;
  }
}
