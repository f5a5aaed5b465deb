package io.playhead.deploy.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A bug that is planted: source files of this repository, each with one text in place of another.
 * They are compiled beside the real classes and stand before them on the class path of the
 * processes, so that nothing in production has to know of it.
 *
 * @param edits what is changed; of one file the edits stand one after the other
 */
record Mutation(List<Edit> edits) {
  /**
   * @param file path in the repository
   * @param find text that stands there once
   * @param replace what stands there instead
   */
  record Edit(String file, String find, String replace) {}

  private static final String PAGE_OPERATOR =
      "stream-processor/src/main/java/io/playhead/stream/PageOperator.java";
  private static final String MEMBER_STATES =
      "stream-processor/src/main/java/io/playhead/stream/MemberStates.java";
  private static final String MEMBER_WINDOW =
      "feature-state/window/src/main/java/io/playhead/window/MemberWindow.java";
  private static final String REVISION_RULE =
      "feature-state/subscriber/src/main/java/io/playhead/subscriber/RevisionRule.java";

  /** An event is inserted into the past, and what is cached of the member stays. */
  static final Mutation STALE_CACHE =
      new Mutation(
          List.of(
              new Edit(
                  PAGE_OPERATOR,
                  "    if (applied.rewound()) {\n      lists.drop(memberId);\n    }\n",
                  "")));

  /** The reader takes every page that comes. */
  static final Mutation REVISION_NOT_COMPARED =
      new Mutation(
          List.of(new Edit(REVISION_RULE, "return revision >= storedRevision;", "return true;")));

  /**
   * Whoever was in the checkpoint has lost the newest event, and with it a token or a part of it.
   */
  static final Mutation TOKEN_DROPPED_ON_RESTORE =
      new Mutation(
          List.of(
              new Edit(
                  MEMBER_STATES,
                  "  private final TokenSegments segments = new StateSegments();\n",
                  "  private final TokenSegments segments = new StateSegments();\n"
                      + "  private final java.util.Set<String> saved = new java.util.HashSet<>();\n"),
              new Edit(
                  MEMBER_STATES,
                  "    keepOneTimer(row);\n",
                  "    saved.add(row.memberId);\n    keepOneTimer(row);\n"),
              new Edit(
                  MEMBER_STATES,
                  "        : MemberHead.decode(memberId, bytes, policy);\n  }\n",
                  "        : lossy(MemberHead.decode(memberId, bytes, policy));\n  }\n\n"
                      + "  private MemberRow lossy(MemberRow row) {\n"
                      + "    if (saved.add(row.memberId)) {\n      row.window.dropNewest();\n    }\n"
                      + "    return row;\n  }\n"),
              new Edit(
                  MEMBER_WINDOW,
                  "  private void clear() {\n",
                  "  public void dropNewest() {\n"
                      + "    if (tail.size() > 0) {\n"
                      + "      tail.events().remove(tail.size() - 1);\n"
                      + "      visible = null;\n    }\n  }\n\n  private void clear() {\n")));

  /** The changed sources, written to {@code folder}; returns their files. */
  List<Path> writeTo(Path repository, Path folder) {
    for (Edit edit : edits) {
      try {
        Path changed = folder.resolve(edit.file());
        Path source = Files.exists(changed) ? changed : repository.resolve(edit.file());
        String text = Files.readString(source);
        assertThat(text.split(java.util.regex.Pattern.quote(edit.find()), -1))
            .as("%s has this text once: %s", edit.file(), edit.find())
            .hasSize(2);
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, text.replace(edit.find(), edit.replace()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return edits.stream().map(edit -> folder.resolve(edit.file())).distinct().toList();
  }
}
