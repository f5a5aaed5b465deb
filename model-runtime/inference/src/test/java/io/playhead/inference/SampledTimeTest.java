package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampledTimeTest {
  @Test
  void doesEachPieceOnceWhicheverIsTimed() {
    for (int batch = -3; batch < 2 * SampledTime.EVERY; batch++) {
      for (int pieces : new int[] {1, 3, 8, 21}) {
        SampledTime time = new SampledTime(batch, pieces);
        List<Integer> done = new ArrayList<>();

        IntStream.range(0, pieces).forEach(piece -> time.run(() -> done.add(piece)));

        assertThat(done).containsExactlyElementsOf(IntStream.range(0, pieces).boxed().toList());
        assertThat(time.totalNs()).as("one is timed: %d of %d", batch, pieces).isPositive();
      }
    }
  }

  @Test
  void ofNoPiecesThatIsNothing() {
    assertThat(new SampledTime(5, 0).totalNs()).isZero();
  }
}
