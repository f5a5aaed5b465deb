package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.window.MemberWindow;
import io.playhead.window.WindowPolicy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When rows that are newer than state are written, and that none is lost. */
@Timeout(60)
class RecentRowsTest {
  private static final int ROWS_MAX = 3;
  private static final long SEED = 11;
  private static final byte[] HEAD = new byte[0];

  private final List<String> written = new ArrayList<>();
  private final RecentRows rows =
      new RecentRows(ROWS_MAX, (memberId, head) -> written.add(memberId));

  private static MemberRow row(String memberId) {
    return new MemberRow(memberId, MemberWindow.empty(WindowPolicy.DEFAULT), MemberRow.NO_TIMER);
  }

  private void put(long nowMs, String... memberIds) throws Exception {
    for (String memberId : memberIds) {
      MemberRow row = rows.get(memberId);
      rows.put(row == null ? row(memberId) : row, HEAD, nowMs);
    }
  }

  @Test
  void aRowIsTheSameObjectUntilItIsDropped() throws Exception {
    MemberRow first = row("a");
    rows.put(first, HEAD, 0);
    put(0, "b", "c");

    assertThat(rows.get("a")).isSameAs(first); // and now it is the one seen last
    put(0, "d");

    assertThat(rows.get("a")).isSameAs(first);
    assertThat(rows.get("b")).isNull();
    assertThat(written).containsExactly("b");
  }

  @Test
  void allAreWrittenOnceHoweverOftenTheyWerePut() throws Exception {
    put(0, "a", "b", "a", "a");

    rows.writeAll();
    rows.writeAll();

    assertThat(written).containsExactly("b", "a");
    put(1, "a");
    rows.writeAll();
    assertThat(written).containsExactly("b", "a", "a");
  }

  @Test
  void whatIsWrittenIsDroppedWithoutWritingItAgain() throws Exception {
    put(0, "a", "b", "c");
    rows.writeAll();
    written.clear();

    put(0, "d", "e", "f");

    assertThat(written).isEmpty();
    assertThat(rows.get("a")).isNull();
  }

  @Test
  void whoRestsIsWrittenLongestFirstAndAFewAtATime() throws Exception {
    put(0, "a", "b");
    put(1, "c");
    put(2, "a");

    rows.writeRested(ROWS_MAX, RecentRows.REST_MS - 1);
    assertThat(written).isEmpty();
    rows.writeRested(1, RecentRows.REST_MS + 1);
    assertThat(written).containsExactly("b");
    rows.writeRested(ROWS_MAX, RecentRows.REST_MS + 1);
    assertThat(written).containsExactly("b", "c");

    rows.writeAll();

    assertThat(written).containsExactly("b", "c", "a");
  }

  @Test
  void stateAndRowsTogetherAreAlwaysTheNewest() throws Exception {
    Random random = new Random(SEED);
    Map<String, Long> state = new HashMap<>();
    Map<String, Long> newest = new HashMap<>();
    RecentRows some =
        new RecentRows(8, (memberId, head) -> state.put(memberId, ByteBuffer.wrap(head).getLong()));
    for (int step = 0; step < 20_000; step++) {
      String memberId = "m" + random.nextInt(12);
      MemberRow held = some.get(memberId);
      long before = held == null ? state.getOrDefault(memberId, 0L) : held.timerAtMs;
      assertThat(before)
          .as("seed %d, step %d", SEED, step)
          .isEqualTo(newest.getOrDefault(memberId, 0L));
      MemberRow row = held == null ? row(memberId) : held;
      row.timerAtMs = step;
      newest.put(memberId, (long) step);
      some.put(row, ByteBuffer.allocate(Long.BYTES).putLong(step).array(), step);
      if (random.nextInt(4) == 0) {
        some.writeRested(random.nextInt(4), step + random.nextInt((int) RecentRows.REST_MS));
      }
      if (random.nextInt(100) == 0) {
        some.writeAll();
        assertThat(state).as("seed %d, step %d", SEED, step).isEqualTo(newest);
      }
    }
  }
}
