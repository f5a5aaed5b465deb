package io.playhead.deploy;

import io.playhead.inference.RulesFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The rules of the home page that a command starts its job with. */
final class RulesOption {
  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Rules of the home page, as 'run --print-rules' prints them. Default: those.")
  private Path file;

  /** The file, which can be followed; null: the defaults. */
  Path checked() {
    if (file == null) {
      return null;
    }
    try {
      RulesFile.read(file);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput("--rules: " + e.getMessage(), e);
    }
    return file.toAbsolutePath();
  }
}
