package io.playhead.deploy.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.local.Home;
import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.Item;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Reflects;
import io.playhead.schemas.RequestContext;
import io.playhead.schemas.Row;
import io.playhead.schemas.Timings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/tables.md says what the files hold, and its queries run as they stand there. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TablesDocTest {
  private static final Path DOC = Home.ofThisProcess().root().resolve("docs/tables.md");
  private static final Pattern QUERY = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
  private static final long NOON_MS = 1_764_417_600_000L;

  @TempDir private Path folder;

  static List<Table<?>> tables() {
    return List.of(ListRow.TABLE, TokenTable.TABLE, PlayRow.TABLE);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void theDocHasTheColumns(Table<?> table) throws IOException {
    StringBuilder section = new StringBuilder("\n## " + table.name() + "\n\n");
    section.append(table.meaning()).append("\n\n");
    section.append("| column | type | null | meaning |\n| --- | --- | --- | --- |\n");
    for (Column<?> column : table.columns()) {
      section.append(
          "| `%s` | %s |%s | %s |\n"
              .formatted(
                  column.name(),
                  column.type().sqlName(),
                  column.isNullable() ? " yes" : "",
                  column.meaning()));
    }

    assertThat(Files.readString(DOC)).contains(section.append("\n"));
  }

  @Test
  void theQueriesRunAsTheyStand() throws Exception {
    write(ListRow.TABLE, lists());
    write(TokenTable.TABLE, List.of(token(0, 20, 5_400, "PLAY", "COMPLETE"), token(1, 20, -1)));
    write(PlayRow.TABLE, List.of(play(3, "t2", 2), play(5, "t9", null)));
    List<String> queries = queries();

    try (DuckDb duckDb = new DuckDb(folder)) {
      assertThat(duckDb.query(queries.get(0)))
          .containsExactly(List.of("m1", "phone", "2", "0.5", "0.25"));
      assertThat(duckDb.query(queries.get(1)))
          .containsExactly(List.of("m1", "top-picks", "1", "2.0"));
      assertThat(duckDb.query(queries.get(2))).containsExactly(List.of("20", "2", "1.5", "1"));
    }
    assertThat(queries).hasSize(3);
  }

  private <R> void write(Table<R> table, List<R> rows) throws IOException {
    try (TableWriter<R> writer =
        new TableFiles<>(folder, table, EnumSet.allOf(TableFormat.class))) {
      for (R row : rows) {
        writer.write(row);
      }
      writer.finish();
    }
  }

  private static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>();
    Matcher matcher = QUERY.matcher(Files.readString(DOC));
    while (matcher.find()) {
      queries.add(matcher.group(1));
    }
    return queries;
  }

  /** The page before the play of t2 has it third, an older one has it first. */
  private static List<ListRow> lists() {
    List<ListRow> rows = new ArrayList<>(ListRow.of(page(1, "t2", "t1"), 1));
    rows.addAll(ListRow.of(page(2, "t1", "t3", "t2"), 2));
    rows.addAll(ListRow.of(page(4, "t1", "t3"), 4));
    return rows;
  }

  private static Recommendation page(long revision, String... titleIds) {
    List<Item> items = new ArrayList<>();
    for (String titleId : titleIds) {
      items.add(new Item(titleId, 0.5f, "taste"));
    }
    return Recommendation.newBuilder()
        .setMemberId("alice")
        .setRevision(revision)
        .setModelId("m1")
        .setMadeAtMs(NOON_MS + 1)
        .setContext(RequestContext.newBuilder().setEventTimeMs(NOON_MS).build())
        .setRows(List.of(new Row("top-picks", items)))
        .setReflects(new Reflects("playback-events", 0, revision))
        .setTimings(new Timings(NOON_MS, NOON_MS, NOON_MS))
        .build();
  }

  private static InteractionToken token(
      long index, int localHour, int watchedSeconds, String... actions) {
    return InteractionToken.newBuilder()
        .setMemberId("alice")
        .setTokenIndex(index)
        .setTitleId("t" + index)
        .setStartedMs(NOON_MS)
        .setEndedMs(NOON_MS + 5_400_000)
        .setGapSeconds(-1)
        .setWatchedSeconds(watchedSeconds)
        .setCompletion(1)
        .setPauseCount(0)
        .setSeekCount(0)
        .setActions(List.of(actions))
        .setLocalHour(localHour)
        .build();
  }

  private static PlayRow play(long eventIndex, String titleId, Integer rank) {
    return new PlayRow(
        eventIndex,
        "alice",
        NOON_MS,
        titleId,
        "phone",
        null,
        null,
        2,
        "m1",
        rank == null ? null : "top-picks",
        rank,
        rank,
        rank == null ? 0 : Math.log(2) / Math.log(rank + 2));
  }
}
