package io.playhead.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OnnxProductTest {
  private static final int WIDTH = 24;
  private static final int TITLES = 500;
  private static final int K = 10;

  @Test
  void findsTheBestOfAllBestFirst() {
    Random random = new Random(5);
    float[] titles = floats(random, TITLES * WIDTH);
    List<float[]> members = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      members.add(floats(random, WIDTH));
    }

    long[][] places;
    try (OnnxProduct product = new OnnxProduct(titles, WIDTH, K)) {
      places = product.search(members);
    }

    assertThat(places).hasDimensions(7, K);
    for (int member = 0; member < 7; member++) {
      float[] vector = members.get(member);
      long[] expected =
          IntStream.range(0, TITLES)
              .boxed()
              .sorted(Comparator.comparingDouble(title -> -score(vector, titles, title)))
              .limit(K)
              .mapToLong(title -> title)
              .toArray();
      assertThat(places[member]).isEqualTo(expected);
    }
  }

  private static double score(float[] member, float[] titles, int title) {
    double sum = 0;
    for (int j = 0; j < WIDTH; j++) {
      sum += (double) member[j] * titles[title * WIDTH + j];
    }
    return sum;
  }

  private static float[] floats(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
