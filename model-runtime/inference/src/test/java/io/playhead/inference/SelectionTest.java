package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The nth largest against a sort, with many ties. */
@Timeout(60)
class SelectionTest {
  @Test
  void findsWhatASortFinds() {
    long seed = System.nanoTime();
    System.out.println("SelectionTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      int count = 1 + random.nextInt(90);
      int distinct = 1 + random.nextInt(100);
      float[] values = new float[count + 3];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(distinct) - distinct / 2;
      }
      float[] sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
      int n = 1 + random.nextInt(count);

      assertThat(Selection.nthLargest(values, count, n)).isEqualTo(sorted[count - n]);
    }
  }

  @Test
  void whatIsNotANumberComesFirst() {
    float[] values = {1, Float.NaN, 3, Float.NEGATIVE_INFINITY, 2};

    assertThat(Selection.nthLargest(values.clone(), 5, 1)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Selection.nthLargest(values.clone(), 5, 2)).isEqualTo(3);
    assertThat(Selection.nthLargest(values.clone(), 5, 5)).isEqualTo(Float.NEGATIVE_INFINITY);
  }
}
