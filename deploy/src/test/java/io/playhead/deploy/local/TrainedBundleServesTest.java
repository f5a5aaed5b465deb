package io.playhead.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.BundleTrust;
import io.playhead.inference.Model;
import io.playhead.inference.ModelBundle;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The trainer and the engine share nothing but the bundle, so here the one writes and the other
 * opens: hashes, graphs and golden outputs in ONNX Runtime.
 */
class TrainedBundleServesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whateverTheLayers(int layers) throws Exception {
    Path recording =
        SmallRecording.write(folder.resolve("recording"), SmallRecording.events(3, 8, 400));
    Path bundle = folder.resolve("bundle");

    train(recording, bundle, layers);

    try (Model model = Model.load(ModelBundle.open(bundle, BundleTrust.ANYONE))) {
      assertThat(model.id()).startsWith("playhead-");
    }
  }

  private void train(Path recording, Path bundle, int layers) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Home.ofThisProcess().launcher().toString(),
                "train",
                "--recording=" + recording,
                "--out=" + bundle,
                "--layers=" + layers,
                "--width=16",
                "--metadata-buckets=64",
                "--epochs=1")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("train.log").toFile());
    builder.environment().put("PLAYHEAD_NO_BUILD", "1");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(folder.resolve("train.log")).content().contains("bundle in");
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
