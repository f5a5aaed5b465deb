package io.playhead.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.training.onnx.GraphShape;
import io.playhead.training.onnx.StepGraph;
import io.playhead.training.onnx.TitleGraph;
import io.playhead.window.ContextFeatures;
import io.playhead.window.TitleFeatures;
import io.playhead.window.TokenFeatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Turns a trained model into the files of a bundle; see docs/model-bundle.md. Used by one thread.
 */
final class BundleWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TrainedModel trained;
  private final TrainingData data;
  private final TrainingSettings settings;

  BundleWriter(TrainedModel trained, TrainingData data, TrainingSettings settings) {
    this.trained = trained;
    this.data = data;
    this.settings = settings;
  }

  /** Writes the bundle; {@code signer} null: unsigned. Returns the model's id. */
  String write(Path folder, long createdAtMs, ManifestSigner signer) throws IOException {
    String modelId = ModelId.of(trained, data.titles());
    Map<String, String> provenance = new TreeMap<>();
    provenance.put("playhead.model", modelId);
    provenance.put("playhead.recording.sha256", data.recordingSha256());
    provenance.put("playhead.trained.until.ms", Long.toString(data.trainedUntilMs()));
    provenance.put("playhead.seed", Long.toString(settings.seed()));
    provenance.put("playhead.vocabulary.sha256", Sha256.of(vocabulary()));
    GraphShape shape = graphShape();
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("step.onnx", StepGraph.toBytes(shape, provenance));
    files.put("title.onnx", TitleGraph.toBytes(shape, provenance));
    files.put("vocabulary.txt", vocabulary());
    files.put("title_vectors.bin", titleVectors());
    if (trained.shape().window().summaries() > 0) {
      files.put(
          "summary_vectors.bin",
          ModelId.littleEndian(trained.parameters().values("summary.start")));
    }
    files.put(
        "golden.json", JSON.writeValueAsBytes(new GoldenCases(trained, data.titles()).toMap()));
    byte[] manifest =
        new BundleManifest(trained, data, settings).toJson(modelId, createdAtMs, files);
    files.put(BundleFolder.MANIFEST, manifest);
    if (signer != null) {
      files.put("manifest.sig", signer.sign(manifest));
    }
    BundleFolder.write(folder, files);
    return modelId;
  }

  private GraphShape graphShape() {
    ModelShape shape = trained.shape();
    return new GraphShape(
        shape.width(),
        shape.layers(),
        shape.heads(),
        shape.window(),
        ModelShape.offsets(TokenFeatures.SIZES),
        ModelShape.offsets(ContextFeatures.SIZES),
        TitleFeatures.SLOTS,
        data.titles().metadata().rowOfBucket(),
        trained::weight);
  }

  private byte[] vocabulary() {
    String lines =
        String.join("\n", data.titles().titleIds().subList(0, data.titles().vocabularySize()));
    return (lines + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @SuppressWarnings("try") // a scope is closed, not read
  private byte[] titleVectors() {
    float[] own =
        VocabularyVectors.of(
            trained.parameters(), trained.shape(), data.titles(), TitleTower.Vectors::score);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor vectors = Tensors.of(own, data.titles().vocabularySize(), trained.shape().width());
      return ModelId.littleEndian(Tensors.floats(trained.aligned(vectors)));
    }
  }
}
