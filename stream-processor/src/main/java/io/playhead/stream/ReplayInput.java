package io.playhead.stream;

import io.playhead.schemas.recording.Recording;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * What a replay reads instead of topics. Travels to the tasks, each of which opens the recording
 * for itself.
 *
 * @param folder the recording's
 * @param release the release of the model to serve, Avro; null: those of the recording, each from
 *     its own moment on
 * @param listsFromMs events that arrived before make windows and no lists
 * @param untilMs events of that time or later are left out
 * @param holdOut as {@link io.playhead.window.HoldOut} writes it
 * @param speed how many times faster than it was live; 0: as fast as it goes
 */
public record ReplayInput(
    String folder, byte[] release, long listsFromMs, long untilMs, String holdOut, double speed)
    implements Serializable {

  /** The whole recording with a model, as fast as it goes. */
  public static ReplayInput of(Path folder, byte[] release) {
    return new ReplayInput(folder.toString(), release, Long.MIN_VALUE, Long.MAX_VALUE, "none", 0);
  }

  Recording recording() {
    return Recording.open(Path.of(folder));
  }

  /** Whether an event asks for a list, or only belongs to the history of those that do. */
  boolean wantsList(Stamp stamp) {
    return stamp.appendedMs() >= listsFromMs;
  }
}
