package io.playhead.deploy.manifests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A Dockerfile as its instructions: lines joined, comments left out, arguments as they are written.
 *
 * @param instructions in their order
 */
record Dockerfile(List<Instruction> instructions) {
  /**
   * One instruction.
   *
   * @param stage name of the stage that it is in; empty: before the first
   * @param word such as COPY
   * @param words what follows, cut at spaces
   */
  record Instruction(String stage, String word, List<String> words) {
    String text() {
      return String.join(" ", words);
    }
  }

  static Dockerfile parse(String text) {
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder joined = new StringBuilder();
    String stage = "";
    for (String line : text.lines().toList()) {
      if (line.strip().startsWith("#") || line.isBlank()) {
        continue;
      }
      if (line.endsWith("\\")) {
        joined.append(line, 0, line.length() - 1).append(' ');
        continue;
      }
      List<String> words = List.of(joined.append(line).toString().strip().split("\\s+"));
      joined.setLength(0);
      String word = words.get(0).toUpperCase(Locale.ROOT);
      if (word.equals("FROM")) {
        stage = words.get(words.size() - 1);
      }
      instructions.add(new Instruction(stage, word, words.subList(1, words.size())));
    }
    return new Dockerfile(instructions);
  }

  /** Those of one kind in a stage. */
  List<Instruction> of(String stage, String word) {
    return instructions.stream()
        .filter(i -> i.stage().equals(stage) && i.word().equals(word))
        .toList();
  }

  /** Stages by name, each with what it is made from. */
  Map<String, String> stages() {
    Map<String, String> stages = new LinkedHashMap<>();
    instructions.stream()
        .filter(i -> i.word().equals("FROM"))
        .forEach(i -> stages.put(i.stage(), i.words().get(0)));
    return stages;
  }

  /** Default of an argument that stands before the first stage. */
  String argument(String name) {
    return of("", "ARG").stream()
        .map(Instruction::text)
        .filter(text -> text.startsWith(name + "="))
        .map(text -> text.substring(name.length() + 1).replace("\"", ""))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no ARG " + name));
  }
}
