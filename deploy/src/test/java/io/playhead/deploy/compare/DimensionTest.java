package io.playhead.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DimensionTest {
  @Test
  void ordersKnownValuesByName() {
    List<String> values = List.of("b", "a", "b", "c");

    Dimension dimension = Dimension.closed("letters", 4, values::get);

    assertThat(dimension.values()).containsExactly("a", "b", "c");
    assertThat(dimension.split(new int[] {0, 2, 3}))
        .containsExactly(new int[0], new int[] {0, 2}, new int[] {3});
  }

  /** Value v has v plays, so the rarest ones are among the others; ties would go by name. */
  @Test
  void putsTheRarestOfManyValuesTogether() {
    int[] values =
        IntStream.rangeClosed(1, 14).flatMap(v -> IntStream.range(0, v).map(i -> v)).toArray();

    Dimension dimension = Dimension.open("numbers", values.length, play -> "v" + values[play]);

    assertThat(dimension.values())
        .containsExactly(
            "v14", "v13", "v12", "v11", "v10", "v9", "v8", "v7", "v6", "v5", "v4", "others");
    List<int[]> parts = dimension.split(IntStream.range(0, values.length).toArray());
    assertThat(parts.get(0)).hasSize(14);
    assertThat(parts.get(11)).hasSize(1 + 2 + 3);
  }

  @Test
  void keepsAsManyValuesAsThereIsRoomFor() {
    Dimension dimension = Dimension.open("numbers", 12, play -> "v" + play);

    assertThat(dimension.values()).hasSize(12).doesNotContain("others");
  }
}
