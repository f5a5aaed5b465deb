package io.playhead.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** The options that say where the defaults of the others come from. */
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file with other defaults; options on the command line win.")
  private Path file;

  @Option(names = "--print-config", description = "Print all defaults with their reasons, and end.")
  private boolean isPrinted;

  /** Looks for them alone, whatever else there is. */
  static ConfigOptions first(String... words) {
    OnlyThese these = new OnlyThese();
    new CommandLine(these).parseArgs(words);
    return these.config;
  }

  /** Null: the defaults as they are. */
  Path file() {
    return file;
  }

  boolean isPrinted() {
    return isPrinted;
  }

  @Command
  private static final class OnlyThese {
    @Mixin private ConfigOptions config;
    @Unmatched private List<String> others = new ArrayList<>();
  }
}
