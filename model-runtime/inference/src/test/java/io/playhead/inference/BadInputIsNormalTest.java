package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.window.AnchoredWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Law 9 for bundles: whatever bytes lie there, the answer is a sentence. */
class BadInputIsNormalTest {
  @TempDir Path folder;

  @Test
  void garbledTextFilesAreRefusedWithASentence() throws IOException {
    long seed = System.nanoTime();
    System.out.println("BadInputIsNormalTest seed " + seed);
    Random random = new Random(seed);
    TinyBundle.DEFAULT.write(folder, List.of("a", "b", "c"));
    for (String file : List.of("manifest.json", "golden.json", "vocabulary.txt")) {
      Path path = folder.resolve(file);
      byte[] good = Files.readAllBytes(path);
      byte[] manifest = Files.readAllBytes(folder.resolve("manifest.json"));
      for (int round = 0; round < 40; round++) {
        Files.write(path, garble(random, good));
        if (!file.equals("manifest.json")) {
          TinyBundle.writeManifest(folder, TinyBundle.DEFAULT.manifest());
        }
        refusedOrLoaded();
      }
      Files.write(path, good);
      Files.write(folder.resolve("manifest.json"), manifest);
    }
  }

  @Test
  void garbledGraphsAreScannedToTheEndOrRefused() {
    long seed = System.nanoTime();
    System.out.println("BadInputIsNormalTest seed " + seed);
    Random random = new Random(seed);
    byte[] good = new TinyGraphs(16, 2, 2, AnchoredWindow.DEFAULT, 1).step();
    int refused = 0;
    for (int round = 0; round < 3000; round++) {
      try {
        OnnxScan.check("step.onnx", garble(random, good));
      } catch (BundleException e) {
        assertThat(e).hasMessageStartingWith("step.onnx ");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void anotherOnnxRuntimeIsRefused() {
    assertThat(OnnxRuntime.environment().getVersion()).isEqualTo("1.28.0");
    assertThatThrownBy(() -> OnnxRuntime.requireVersion("1.29.0"))
        .hasMessageContaining("1.29.0")
        .hasMessageContaining("1.28.0");
  }

  private void refusedOrLoaded() {
    try (Model model = Model.load(ModelBundle.open(folder, BundleTrust.ANYONE))) {
      assertThat(model.width()).isEqualTo(16);
    } catch (BundleException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static byte[] garble(Random random, byte[] good) {
    byte[] bytes = good.clone();
    switch (random.nextInt(3)) {
      case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      default -> {
        int from = random.nextInt(bytes.length);
        for (int i = from; i < Math.min(bytes.length, from + 30); i++) {
          bytes[i] = (byte) random.nextInt();
        }
      }
    }
    return bytes;
  }
}
