package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Parameters that are named stay out of what is learned. */
class FrozenTest {
  private static final ModelShape SHAPE = new ModelShape(8, 2, 2, Training.WINDOW, 16, 9, 5);

  @Test
  void namesMayLeaveCharactersOpen() {
    Parameters p = Parameters.drawn(SHAPE, 1);
    long all = p.toVector(List.of()).size();

    assertThat(p.toVector(List.of("attention.*")).size()).isEqualTo(all - 2);
    assertThat(p.toVector(List.of("token.features", "title.*")).size()).isEqualTo(all - 8);
    // A dot is a dot.
    assertThatThrownBy(() -> p.toVector(List.of("title_id"))).hasMessageContaining("title_id");
  }

  @Test
  void aNameThatFitsNothingIsRefused() {
    assertThatThrownBy(() -> Parameters.drawn(SHAPE, 1).toVector(List.of("layer.9.mix")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("--frozen names layer.9.mix")
        .hasMessageContaining("layer.1.mix");
  }
}
