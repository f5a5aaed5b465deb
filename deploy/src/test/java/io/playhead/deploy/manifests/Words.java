package io.playhead.deploy.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A command line as a manifest writes it: a list, or one string. */
final class Words {
  private Words() {}

  static List<String> of(JsonNode words) {
    if (words.isTextual()) {
      return List.of(words.asText().trim().split("\\s+"));
    }
    List<String> list = new ArrayList<>();
    words.forEach(word -> list.add(word.asText()));
    return list;
  }

  /** What stands behind an option; fails where it is not there. */
  static String after(String option, List<String> words) {
    int index = words.indexOf(option);
    if (index < 0 || index + 1 == words.size()) {
      throw new AssertionError("no " + option + " in " + words);
    }
    return words.get(index + 1);
  }
}
