package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class KeySetTest {
  @Test
  void saysOfEachTitleWhatAMapSays() {
    long seed = System.nanoTime();
    System.out.println("KeySetTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      KeySet set = new KeySet();
      set.expect(random.nextInt(300));
      Map<Long, Long> flags = new HashMap<>();
      int range = 1 + random.nextInt(400);
      for (int i = random.nextInt(800); i > 0; i--) {
        long key = key(random.nextInt(range));
        long given = random.nextInt((int) TitleKey.FLAGS + 1);
        set.add(key | given);
        flags.merge(key, given, (one, other) -> one | other);
      }

      for (int title = 0; title < range; title++) {
        long key = key(title);
        long expected = flags.containsKey(key) ? key | flags.get(key) : KeySet.NONE;
        assertThat(set.get(key)).isEqualTo(expected);
        assertThat(set.get(key | TitleKey.FLAGS)).isEqualTo(expected);
      }
      long[] sum = {0};
      set.any(
          key -> {
            sum[0] += key & ~TitleKey.FLAGS;
            return false;
          });
      assertThat(sum[0]).isEqualTo(flags.keySet().stream().mapToLong(key -> key).sum());
    }
  }

  @Test
  void findsTitlesWhoseKeysWantTheSamePlaceAcrossTheEndOfTheTable() {
    KeySet set = new KeySet();
    long last = 15L << 32;
    for (long i = 1; i <= 5; i++) {
      set.add(last | i << 2);
    }

    for (long i = 1; i <= 5; i++) {
      assertThat(set.get(last | i << 2)).isEqualTo(last | i << 2);
    }
    assertThat(set.get(last | 6 << 2)).isEqualTo(KeySet.NONE);
  }

  private static long key(int title) {
    return TitleKey.of("title-" + title);
  }
}
