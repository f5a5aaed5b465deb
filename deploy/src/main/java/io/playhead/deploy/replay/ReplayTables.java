package io.playhead.deploy.replay;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.compare.EventRow;
import io.playhead.deploy.compare.PlayFound;
import io.playhead.deploy.tables.ListRow;
import io.playhead.deploy.tables.PlayRow;
import io.playhead.deploy.tables.TableFiles;
import io.playhead.deploy.tables.TableFormat;
import io.playhead.deploy.tables.TableWriter;
import io.playhead.deploy.tables.TokenTable;
import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.Recommendation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * The tables of a replay: {@code lists}, {@code tokens} and {@code plays}, each under its name only
 * when it is whole. One thread.
 */
final class ReplayTables implements AutoCloseable {
  private static final double LOG_2 = Math.log(2);
  private static final int K = 10;
  private static final List<TableFormat> BOTH = List.of(TableFormat.PARQUET, TableFormat.CSV);

  private final Path folder;
  private final TableWriter<ListRow> lists;
  private final TableWriter<InteractionToken> tokens;
  private final TableWriter<PlayRow> plays;

  /**
   * Begins them.
   *
   * @param listsAsCsv whether {@code lists}, by far the largest, is written as CSV, too
   */
  ReplayTables(Path folder, boolean listsAsCsv) {
    this.folder = folder;
    try {
      lists =
          new TableFiles<>(folder, ListRow.TABLE, listsAsCsv ? BOTH : List.of(TableFormat.PARQUET));
      tokens = new TableFiles<>(folder, TokenTable.TABLE, BOTH);
      plays = new TableFiles<>(folder, PlayRow.TABLE, BOTH);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The same pages, each of them written on its way. */
  Iterator<Recommendation> tapped(Iterator<Recommendation> pages) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pages.hasNext();
      }

      @Override
      public Recommendation next() {
        Recommendation page = pages.next();
        write(page);
        return page;
      }
    };
  }

  private void write(Recommendation page) {
    try {
      for (ListRow row : ListRow.of(page, page.getReflects().getOffset())) {
        lists.write(row);
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  void write(InteractionToken token) {
    try {
      tokens.write(token);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** One row for each model that had a page. */
  void write(EventRow play, String modelA, String modelB) {
    try {
      if (play.a() != null) {
        plays.write(row(play, play.a(), modelA));
      }
      if (play.b() != null) {
        plays.write(row(play, play.b(), modelB));
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static PlayRow row(EventRow play, PlayFound found, String modelId) {
    boolean onPage = found.rank() >= 0;
    return new PlayRow(
        play.eventIndex(),
        play.memberId(),
        play.eventTimeMs(),
        play.titleId(),
        play.deviceType(),
        play.country(),
        play.localHour() < 0 ? null : play.localHour(),
        play.historyLength(),
        modelId,
        found.row(),
        onPage ? found.place() : null,
        onPage ? found.rank() : null,
        onPage && found.rank() < K ? LOG_2 / Math.log(found.rank() + 2) : 0);
  }

  /** Puts all of them under their names. */
  void finish() {
    try {
      lists.finish();
      tokens.finish();
      plays.finish();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private CommandFailure failure(IOException e) {
    return CommandFailure.badInput(
        "the tables in " + folder + " cannot be written: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try (lists;
        tokens;
        plays) {
      // What was not finished is removed.
    } catch (IOException e) {
      throw failure(e);
    }
  }
}
