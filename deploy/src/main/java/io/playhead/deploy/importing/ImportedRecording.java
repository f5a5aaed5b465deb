package io.playhead.deploy.importing;

import io.playhead.deploy.local.RecordedEvent;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordingWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;

/**
 * The end of an import that all formats share: takes titles, events, and rows that cannot be used
 * or are not meant to, counts them and writes them down. Without {@link #complete} no manifest is
 * written, and so no recording. One thread.
 */
public final class ImportedRecording implements AutoCloseable {
  private final Path draft;
  private final RecordingWriter writer;
  private final RejectedRows rejected;
  private final Map<LeftOut, Long> leftOut = new EnumMap<>(LeftOut.class);
  private final Set<String> knownTitles = new HashSet<>();
  private final Set<String> unknownTitles = new HashSet<>();
  private final Map<String, Long> newestByMember = new HashMap<>();
  private long eventCount;
  private long titleCount;
  private long outOfOrder;
  private long fromMs = Long.MAX_VALUE;
  private long toMs = Long.MIN_VALUE;

  ImportedRecording(Path draft) throws IOException {
    this.draft = draft;
    this.writer = RecordingWriter.create(draft);
    try {
      this.rejected = new RejectedRows(draft.resolve("rejected.csv"));
    } catch (IOException e) {
      writer.discard();
      throw e;
    }
  }

  /** Notes the format, and name and SHA-256 of each of its files. */
  void provenance(ImportSource source) throws IOException {
    writer.provenance("importer", source.format());
    for (Map.Entry<String, Path> file : source.files().entrySet()) {
      writer.provenance(file.getKey(), file.getValue().getFileName().toString());
      writer.provenance(file.getKey() + "-sha256", SourceHash.of(file.getValue()));
    }
  }

  /** A folder for what has to be on disk while the import goes on; empty again at its end. */
  Path draft() {
    return draft;
  }

  void title(Title title) {
    writer.write(title);
    knownTitles.add(title.getTitleId());
    titleCount++;
  }

  /** A playback, feedback or device event. */
  void event(SpecificRecord event) {
    if (event instanceof PlaybackEvent playback) {
      writer.write(playback);
    } else if (event instanceof FeedbackEvent feedback) {
      writer.write(feedback);
    } else {
      writer.write((DeviceEvent) event);
    }
    count(RecordedEvent.of(event));
  }

  /** A row of {@code file}, the one that {@code rows} stands at, that cannot be used. */
  void rejected(Path file, Rows rows, RejectedRow why) {
    rejected.add(file, rows.rowNumber(), why, rows.excerpt());
  }

  /** A row that can be read and is no part of what members chose. */
  void leftOut(LeftOut reason) {
    leftOut.merge(reason, 1L, Long::sum);
  }

  /** Writes the rest and the manifest. */
  ImportFigures complete(String format, long startNs) {
    writer.close();
    Map<String, Long> leftOutByReason = new TreeMap<>();
    leftOut.forEach((reason, count) -> leftOutByReason.put(reason.label(), count));
    return new ImportFigures(
        format,
        eventCount,
        titleCount,
        newestByMember.size(),
        unknownTitles.size(),
        outOfOrder,
        rejected.count(),
        rejected.byReason(),
        leftOut.values().stream().mapToLong(Long::longValue).sum(),
        leftOutByReason,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs) / 1000.0,
        eventCount == 0 ? null : Instant.ofEpochMilli(fromMs).toString(),
        eventCount == 0 ? null : Instant.ofEpochMilli(toMs).toString());
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

  @Override
  public void close() throws IOException {
    // Nothing after complete(); on the failing path, files are closed and no manifest is written.
    writer.discard();
    rejected.close();
  }
}
