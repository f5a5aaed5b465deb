package io.playhead.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.playhead.training.onnx.OnnxVersions;
import io.playhead.window.AnchoredWindow;
import io.playhead.window.ContextFeatures;
import io.playhead.window.TitleFeatures;
import io.playhead.window.TokenFeatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** {@code manifest.json} of a bundle: layout, provenance and the hash of every other file. */
final class BundleManifest {
  private static final int FORMAT_VERSION = 3;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final TrainedModel trained;
  private final TrainingData data;
  private final TrainingSettings settings;

  BundleManifest(TrainedModel trained, TrainingData data, TrainingSettings settings) {
    this.trained = trained;
    this.data = data;
    this.settings = settings;
  }

  byte[] toJson(String modelId, long createdAtMs, Map<String, byte[]> files) {
    ResumeFit resume = trained.resumeOdds();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("formatVersion", FORMAT_VERSION);
    map.put("modelId", modelId);
    map.put("parent", trained.parentId());
    map.put("alignedTo", alignedTo());
    map.put("meanMemberVector", meanMember());
    map.put("createdAtMs", createdAtMs);
    map.put("trainedUntilMs", data.trainedUntilMs());
    map.put("width", trained.shape().width());
    map.put("layers", trained.shape().layers());
    map.put("heads", trained.shape().heads());
    AnchoredWindow window = trained.shape().window();
    map.put("windowLength", window.lengthMax());
    map.put("windowStride", window.stride());
    map.put("windowBlocks", window.blocks());
    map.put("windowSummaries", window.summaries());
    map.put("metadataBuckets", trained.shape().metadataBuckets());
    map.put("metadataSlots", TitleFeatures.SLOTS);
    map.put("tokenFeatureSizes", TokenFeatures.SIZES);
    map.put("contextFeatureSizes", ContextFeatures.SIZES);
    map.put("temperature", settings.temperature());
    map.put("newTitlesInTen", settings.newTitlesInTen());
    map.put("resumeWeights", resume == null ? null : resume.weights());
    map.put("vocabularySha256", Sha256.of(files.get("vocabulary.txt")));
    map.put("training", training());
    map.put("metrics", metrics());
    map.put("tools", tools());
    map.put("files", entries(files));
    try {
      return (JSON.writeValueAsString(map) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As published; what a later model is aligned by. */
  @SuppressWarnings("try") // a scope is closed, not read
  private float[] meanMember() {
    if (trained.meanMember() == null) {
      return null;
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor vector = Tensors.of(trained.meanMember(), 1, trained.meanMember().length);
      return Tensors.floats(trained.aligned(vector));
    }
  }

  private Map<String, Object> alignedTo() {
    Alignment alignment = trained.alignment();
    if (alignment == null) {
      return null;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("modelId", alignment.modelId());
    map.put("space", alignment.space());
    map.put("titles", alignment.titles());
    map.put("meanCosine", alignment.meanCosine());
    return map;
  }

  private Map<String, Object> training() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("recordingSha256", data.recordingSha256());
    map.put("holdOut", settings.holdOut().toString());
    map.put("coldShare", data.coldTitles().share());
    map.put("seed", settings.seed());
    map.put("epochs", trained.epochs());
    map.put("steps", trained.steps());
    map.put("seconds", trained.seconds());
    map.put("members", data.members().size());
    map.put("tokens", data.trainTokens());
    map.put("titles", data.titles().vocabularySize());
    map.put("parameters", trained.parameters().count());
    map.put("hyperparameters", settings.toMap());
    return map;
  }

  private Map<String, Object> metrics() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("loss", trained.hasLoss() ? trained.loss() : null);
    map.put("validationMembers", trained.validation().members());
    map.put("validationHr10", trained.validation().hr10());
    map.put("validationNdcg10", trained.validation().ndcg10());
    map.put("resume", trained.resumeOdds() == null ? null : trained.resumeOdds().metrics());
    return map;
  }

  private static Map<String, Object> tools() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("libtorch", libtorchVersion());
    map.put("onnxOpset", OnnxVersions.OPSET);
    map.put("onnxIr", OnnxVersions.IR);
    map.put("java", System.getProperty("java.vm.version"));
    map.put("processor", System.getProperty("os.arch"));
    return map;
  }

  private static String libtorchVersion() {
    try {
      return Loader.getVersion("org.bytedeco", "pytorch");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static Map<String, Object> entries(Map<String, byte[]> files) {
    Map<String, Object> entries = new LinkedHashMap<>();
    files.forEach(
        (name, bytes) -> {
          Map<String, Object> entry = new LinkedHashMap<>();
          entry.put("sha256", Sha256.of(bytes));
          entry.put("bytes", bytes.length);
          entries.put(name, entry);
        });
    return entries;
  }
}
