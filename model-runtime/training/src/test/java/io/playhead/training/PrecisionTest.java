package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrecisionTest {
  @Test
  void isBfloat16WhereTheProcessorHasMatrixUnits() {
    String processors = "model name\t: some\nflags\t\t: fpu sse avx512_bf16 amx_bf16 amx_tile\n";

    assertThat(Precision.of(processors)).isEqualTo(Precision.BFLOAT16);
    assertThat(Precision.of(processors.replace(" amx_tile", ""))).isEqualTo(Precision.BFLOAT16);
  }

  @Test
  void isFloat32WhereItMultipliesBfloat16WithoutThem() {
    assertThat(Precision.of("flags\t\t: fpu sse avx512_bf16 amx_bf16_of_another_kind\n"))
        .isEqualTo(Precision.FLOAT32);
    assertThat(Precision.of("model name\t: amx_bf16 \n")).isEqualTo(Precision.FLOAT32);
    assertThat(Precision.of("")).isEqualTo(Precision.FLOAT32);
  }
}
