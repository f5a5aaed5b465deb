package io.playhead.deploy.importing;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The viewing activity that Netflix hands to a household that asks for its data: a profile is a
 * member, a row a view. A household's rows, some tens of thousands, are held in memory: they come
 * newest first, and have to leave oldest first.
 */
public final class ViewingActivitySource implements ImportSource {
  /** The word for it in {@code --format}. */
  public static final String FORMAT = "viewing-activity";

  private static final String NAME = "ViewingActivity.csv";
  private static final String EXPORT_FOLDER = "CONTENT_INTERACTION";

  private final Path file;
  private final long nowMs;

  /**
   * Finds the file and reads its header.
   *
   * @param path the file, or the unpacked export, or the folder in it that holds the file
   * @param nowMs the clock that views may not be more than a day ahead of
   */
  public ViewingActivitySource(Path path, long nowMs) {
    this.file = Files.isDirectory(path) ? findIn(path) : path;
    this.nowMs = nowMs;
    CsvTable.check(file, ViewRows.REQUIRED, ViewRows::columnKey);
  }

  private static Path findIn(Path folder) {
    Path direct = SourceFile.find(folder, NAME);
    Path inside = SourceFile.find(folder.resolve(EXPORT_FOLDER), NAME);
    if (direct == null && inside == null) {
      throw CommandFailure.badInput(
          folder
              + " has no "
              + NAME
              + ", nor has "
              + EXPORT_FOLDER
              + " in it: name the file, or the unpacked export");
    }
    return direct == null ? inside : direct;
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public Map<String, Path> files() {
    return Map.of("views", file);
  }

  @Override
  public void readTo(ImportedRecording recording) throws IOException {
    List<View> views = readViews(recording);
    writeTitles(views, recording);
    ViewEvents events = new ViewEvents(views);
    try (Progress progress = Progress.start("events", events.count(), "", 1)) {
      long written = 0;
      while (events.hasNext()) {
        PlaybackEvent event = events.next();
        recording.event(event);
        progress.at(++written);
      }
    }
  }

  private List<View> readViews(ImportedRecording recording) throws IOException {
    List<View> views = new ArrayList<>();
    try (Progress progress = SourceFile.progress(file);
        CsvTable table = CsvTable.open(file, progress, ViewRows.REQUIRED, ViewRows::columnKey)) {
      ViewRows rows = new ViewRows(table.header(), nowMs);
      while (table.nextRow()) {
        try {
          List<String> row = table.row();
          LeftOut leftOut = rows.leftOut(row);
          View view = leftOut == null ? rows.view(row, table.rowNumber()) : null;
          if (leftOut == null && view.durationSeconds() == 0) {
            leftOut = LeftOut.ZERO_DURATION;
          }
          if (leftOut == null) {
            views.add(view);
          } else {
            recording.leftOut(leftOut);
          }
        } catch (RejectedRow e) {
          recording.rejected(file, table, e);
        }
      }
    }
    return views;
  }

  private static void writeTitles(List<View> views, ImportedRecording recording) {
    Set<String> written = new HashSet<>();
    for (View view : views) {
      if (written.add(view.titleId())) {
        recording.title(
            Title.newBuilder()
                .setTitleId(view.titleId())
                .setKind(view.title().kind())
                .setName(view.title().name())
                .build());
      }
    }
  }
}
