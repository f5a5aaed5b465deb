package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.window.MemberWindow;
import io.playhead.window.WindowPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a batch waits. */
@Timeout(60)
class MicroBatchTest {
  private static final int ROWS_MAX = 32;
  private static final long WAIT_MS = 10;

  private final TestProcessingTimeService time = new TestProcessingTimeService();
  private final List<Integer> flushed = new ArrayList<>();
  private final Set<String> dear = new HashSet<>();
  private final MicroBatch batch =
      new MicroBatch(
          ROWS_MAX,
          WAIT_MS,
          time,
          row -> dear.contains(row.memberId),
          new MemberPace(),
          this::take);
  private long takesMs;
  private int members;

  private void take(List<MemberRow> rows) throws Exception {
    flushed.add(rows.size());
    time.advance(takesMs);
  }

  private void add(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      batch.add(
          new MemberRow(
              "m" + members++, MemberWindow.empty(WindowPolicy.DEFAULT), MemberRow.NO_TIMER));
    }
  }

  @Test
  void waitsForItsOldestRow() throws Exception {
    add(1);
    time.advance(WAIT_MS - 1);
    add(1);
    assertThat(flushed).isEmpty();

    time.advance(1);

    assertThat(flushed).containsExactly(2);
  }

  @Test
  void doesNotWaitWhenItIsFull() throws Exception {
    add(ROWS_MAX + 1);
    assertThat(flushed).containsExactly(ROWS_MAX);

    time.advance(WAIT_MS);

    assertThat(flushed).containsExactly(ROWS_MAX, 1);
  }

  @Test
  void handsOverAllThatIsThereWhenAsked() throws Exception {
    add(3);

    batch.flush();
    batch.flush();

    assertThat(flushed).containsExactly(3);
    time.advance(10 * WAIT_MS);
    assertThat(flushed).hasSize(1);
  }

  @Test
  void handsOverAFewDearRowsAtATimeAndAllOthers() throws Exception {
    for (int i = 0; i < 20; i++) {
      dear.add("m" + i);
    }
    add(22);

    time.advance(WAIT_MS);

    assertThat(flushed).containsExactly(10, 8, 4);
  }

  @Test
  void servesOthersBetweenDearRows() throws Exception {
    for (int i = 0; i < 20; i++) {
      dear.add("m" + i);
    }
    takesMs = 1;
    add(20);
    time.advance(WAIT_MS);
    int before = flushed.stream().mapToInt(Integer::intValue).sum();

    add(1);
    time.advance(WAIT_MS);

    assertThat(before).isLessThan(21);
    assertThat(flushed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(21);
    assertThat(flushed).allSatisfy(rows -> assertThat(rows).isLessThanOrEqualTo(9));
  }

  @Test
  void handsOverAllDearRowsWhenAsked() throws Exception {
    for (int i = 0; i < 20; i++) {
      dear.add("m" + i);
    }
    add(20);

    batch.flush();

    assertThat(flushed).containsExactly(20);
  }
}
