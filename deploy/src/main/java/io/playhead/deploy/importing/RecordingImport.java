package io.playhead.deploy.importing;

import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes a recording out of whatever format. Written beside its place and moved there when it is
 * whole, so a failed import leaves what was there. One thread.
 */
public final class RecordingImport {
  private final ImportSource source;

  /** Prepares the import of {@code source}. */
  public RecordingImport(ImportSource source) {
    this.source = source;
  }

  /** Writes the recording to {@code out}, in place of one that is there. */
  public ImportFigures writeTo(Path out) {
    long startNs = System.nanoTime();
    OutputFolder folder = OutputFolder.prepare(out);
    try {
      ImportFigures figures = write(folder.draft(), startNs);
      folder.publish();
      return figures;
    } catch (IOException e) {
      throw CommandFailure.badInput(out + " cannot be written: " + e.getMessage(), e);
    } finally {
      folder.discard();
    }
  }

  private ImportFigures write(Path draft, long startNs) throws IOException {
    try (ImportedRecording recording = new ImportedRecording(draft)) {
      recording.provenance(source);
      source.readTo(recording);
      return recording.complete(source.format(), startNs);
    }
  }
}
