package io.playhead.deploy.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What an import reads: one format, with its files found and their headers read before there is a
 * place to write to, so that a wrong folder costs nothing. Read once, by one thread.
 */
public interface ImportSource {
  /** The word for it in {@code --format}. */
  String format();

  /** The files that are read, by what is in them, such as {@code ratings}. */
  Map<String, Path> files();

  /** Reads everything; titles come before the events that name them. */
  void readTo(ImportedRecording recording) throws IOException;
}
