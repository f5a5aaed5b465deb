package io.playhead.deploy.setup;

import java.util.List;
import java.util.stream.Stream;

/**
 * What setup found and made: the content of the {@code --json} file.
 *
 * @param dryRun whether nothing was made
 * @param topics in the order of the path
 * @param schemas by subject, in the same order
 * @param made topics and schemas that were made, or would be
 * @param there those that were there
 * @param differing those of them that are not as they would have been made
 * @param ready whether everything is there as the engine relies on it
 */
public record SetupFigures(
    boolean dryRun,
    List<SetupItem> topics,
    List<SetupItem> schemas,
    long made,
    long there,
    long differing,
    boolean ready) {

  static SetupFigures of(boolean dryRun, List<SetupItem> topics, List<SetupItem> schemas) {
    List<SetupItem> all = Stream.concat(topics.stream(), schemas.stream()).toList();
    long there = all.stream().filter(item -> item.state() == SetupState.THERE).count();
    return new SetupFigures(
        dryRun,
        topics,
        schemas,
        all.size() - there,
        there,
        all.stream().filter(item -> !item.differences().isEmpty()).count(),
        all.stream()
            .allMatch(
                item ->
                    item.state() != SetupState.WOULD_BE_MADE
                        && item.differences().stream().noneMatch(Difference::reliedOn)));
  }
}
