package io.playhead.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.playhead.deploy.PlayheadCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GpuBenchTest {
  @Test
  void saysInOneSentenceThatThereIsNoGpuBeforeItTrainsAnything() {
    assumeThat(OrtEnvironment.getAvailableProviders()).doesNotContain(OrtProvider.CUDA);
    PrintStream before = System.err;
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    int exitCode;
    try {
      System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
      exitCode = PlayheadCommand.run("bench", "gpu");
    } finally {
      System.setErr(before);
    }

    assertThat(exitCode).isEqualTo(2);
    assertThat(error.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("No GPU to measure. Provider cuda:0 was asked for")
        .contains("mvn -Pgpu");
  }

  @Test
  void countsTheMultiplyAddsOfAMember() {
    StepArithmetic two = new StepArithmetic(2 * 12_000, 10, 2);

    // Layer 1: 3 tokens x (12,000 + 2 x 10 x 8 entries). Layer 2: 3 x 200 for keys and values, the
    // other 11,800 and 2 x 10 x 8 once.
    assertThat(two.ofMember(3, 5)).isEqualTo(3 * 12_160 + 600 + 11_800 + 160);
  }
}
