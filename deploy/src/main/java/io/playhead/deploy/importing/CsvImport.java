package io.playhead.deploy.importing;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import io.playhead.deploy.local.RecordedEvent;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordingWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;

/**
 * Two CSV files to a recording. Written beside its place and moved there when it is whole, so a
 * failed import leaves what was there. One thread.
 */
public final class CsvImport {
  private final Path events;
  private final Path titles;
  private final long nowMs;
  private final Set<String> knownTitles = new HashSet<>();
  private final Set<String> unknownTitles = new HashSet<>();
  private final Map<String, Long> newestByMember = new HashMap<>();
  private long eventCount;
  private long titleCount;
  private long outOfOrder;
  private long fromMs = Long.MAX_VALUE;
  private long toMs = Long.MIN_VALUE;

  /**
   * Prepares an import.
   *
   * @param events the events, CSV, plain, gzip or xz
   * @param titles the titles, the same
   * @param nowMs the clock that events may not be more than a day ahead of
   */
  public CsvImport(Path events, Path titles, long nowMs) {
    this.events = events;
    this.titles = titles;
    this.nowMs = nowMs;
  }

  /** Writes the recording to {@code out}, in place of one that is there. */
  public ImportFigures writeTo(Path out) {
    long startNs = System.nanoTime();
    // Both are opened before anything is written, so that a missing file costs nothing.
    for (Path file : List.of(titles, events)) {
      open(file, file == titles ? TitleRows.REQUIRED : EventRows.REQUIRED, null);
    }
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
    RecordingWriter recording = RecordingWriter.create(draft);
    try (RejectedRows rejected = new RejectedRows(draft.resolve("rejected.csv"))) {
      recording.provenance("importer", "csv");
      recording.provenance("events", events.getFileName().toString());
      recording.provenance("titles", titles.getFileName().toString());
      readTitles(recording, rejected);
      readEvents(recording, rejected);
      recording.close();
      return new ImportFigures(
          eventCount,
          titleCount,
          newestByMember.size(),
          unknownTitles.size(),
          outOfOrder,
          rejected.count(),
          rejected.byReason(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs) / 1000.0,
          eventCount == 0 ? null : Instant.ofEpochMilli(fromMs).toString(),
          eventCount == 0 ? null : Instant.ofEpochMilli(toMs).toString());
    } finally {
      // Nothing after close(); on the failing path, files are closed and no manifest is written.
      recording.discard();
    }
  }

  private void readTitles(RecordingWriter recording, RejectedRows rejected) throws IOException {
    try (Progress progress = progress(titles);
        CsvTable table = open(titles, TitleRows.REQUIRED, progress)) {
      TitleRows rows = new TitleRows(table.header());
      while (table.nextRow()) {
        try {
          Title title = rows.title(table.row());
          recording.write(title);
          knownTitles.add(title.getTitleId());
          titleCount++;
        } catch (RejectedRow e) {
          rejected.add(titles, table.rowNumber(), e, table.excerpt());
        }
      }
    }
  }

  private void readEvents(RecordingWriter recording, RejectedRows rejected) throws IOException {
    try (Progress progress = progress(events);
        CsvTable table = open(events, EventRows.REQUIRED, progress)) {
      EventRows rows = new EventRows(table.header(), nowMs);
      while (table.nextRow()) {
        try {
          SpecificRecord event = rows.event(table.row(), table.rowNumber());
          write(recording, event);
          count(RecordedEvent.of(event));
        } catch (RejectedRow e) {
          rejected.add(events, table.rowNumber(), e, table.excerpt());
        }
      }
    }
  }

  private static void write(RecordingWriter recording, SpecificRecord event) {
    if (event instanceof PlaybackEvent playback) {
      recording.write(playback);
    } else if (event instanceof FeedbackEvent feedback) {
      recording.write(feedback);
    } else {
      recording.write((DeviceEvent) event);
    }
  }

  private void count(RecordedEvent event) {
    eventCount++;
    fromMs = Math.min(fromMs, event.eventTimeMs());
    toMs = Math.max(toMs, event.eventTimeMs());
    if (event.titleId() != null && !knownTitles.contains(event.titleId())) {
      unknownTitles.add(event.titleId());
    }
    Long before = newestByMember.put(event.memberId(), event.eventTimeMs());
    if (before != null && before > event.eventTimeMs()) {
      outOfOrder++;
      newestByMember.put(event.memberId(), before);
    }
  }

  private static Progress progress(Path file) throws IOException {
    return Progress.start(file.getFileName().toString(), Files.size(file), " KB", 1024);
  }

  private static CsvTable open(Path file, List<String> required, Progress progress) {
    if (progress == null) {
      try (CsvTable header = new CsvTable(CsvInput.open(file, n -> {}), file, required)) {
        return header;
      } catch (IOException e) {
        throw CommandFailure.badInput(file + " cannot be read: " + e.getMessage(), e);
      }
    }
    return new CsvTable(CsvInput.open(file, progress::at), file, required);
  }
}
