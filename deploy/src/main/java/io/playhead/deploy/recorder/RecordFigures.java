package io.playhead.deploy.recorder;

import io.playhead.schemas.recording.RecordingManifest;
import java.util.Map;

/**
 * What a recording of topics holds and what it left out: the content of the {@code --json} file.
 *
 * @param events events written
 * @param titles versions of titles written
 * @param releases model releases written
 * @param pages pages written, as they were published
 * @param outOfRange events before --from, or at or after --to
 * @param erased events of members who asked to be forgotten
 * @param pagesLeftOut pages made out of range, or of members who asked to be forgotten
 * @param rejected records that could not be read
 * @param rejectedByReason the same by reason
 * @param fromMs time of the oldest event, milliseconds since 1970-01-01 UTC
 * @param toMs time of the newest event
 * @param seconds the whole command
 */
public record RecordFigures(
    long events,
    long titles,
    long releases,
    long pages,
    long outOfRange,
    long erased,
    long pagesLeftOut,
    long rejected,
    Map<String, Long> rejectedByReason,
    long fromMs,
    long toMs,
    double seconds) {

  static RecordFigures of(RecordingManifest written, LeftOut leftOut, double seconds) {
    return new RecordFigures(
        written.eventCount(),
        written.titleCount(),
        written.releaseCount(),
        written.pageCount(),
        leftOut.outOfRange(),
        leftOut.erased(),
        leftOut.pages(),
        leftOut.rejectedCount(),
        leftOut.rejectedByReason(),
        written.fromMs(),
        written.toMs(),
        seconds);
  }
}
