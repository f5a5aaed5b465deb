package io.playhead.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a training run tells programs: the file of {@code --json}. */
final class TrainReport {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Path PROCESS_STATUS = Path.of("/proc/self/status");

  private TrainReport() {}

  static void write(
      Path file,
      TrainingData data,
      TrainedModel trained,
      TrainingSettings settings,
      String modelId,
      Path bundle,
      double untilNdcg10,
      double secondsTotal)
      throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("members", data.members().size());
    map.put("tokens", data.trainTokens());
    map.put("titles", data.titles().vocabularySize());
    map.put("epochs", trained.epochs());
    map.put("steps", trained.steps());
    map.put("seconds", trained.seconds());
    map.put("secondsTotal", secondsTotal);
    map.put("tokensPerSecond", trained.tokens() / Math.max(1e-9, trained.seconds()));
    map.put("parameters", trained.parameters().count());
    map.put("loss", trained.hasLoss() ? trained.loss() : null);
    Map<String, Object> validation = new LinkedHashMap<>();
    validation.put("members", trained.validation().members());
    validation.put("hr10", trained.validation().hr10());
    validation.put("ndcg10", trained.validation().ndcg10());
    map.put("validation", validation);
    map.put("validations", trained.validations().all().stream().map(TrainReport::entry).toList());
    if (Double.isFinite(untilNdcg10)) {
      Validations.Entry reaching = trained.validations().reaching(untilNdcg10);
      map.put("secondsToNdcg10", reaching == null ? null : reaching.seconds());
    }
    if (trained.resumeOdds() != null) {
      map.put("resume", trained.resumeOdds().metrics());
    }
    if (trained.alignment() != null) {
      map.put("alignmentMeanCosine", trained.alignment().meanCosine());
    }
    map.put("peakMemoryMb", peakMemoryMb());
    map.put("modelId", modelId);
    map.put("seed", settings.seed());
    map.put("bundle", bundle.toString());
    Files.writeString(file, JSON.writeValueAsString(map) + "\n");
  }

  private static Map<String, Object> entry(Validations.Entry validation) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epoch", validation.epoch());
    map.put("steps", validation.steps());
    map.put("seconds", validation.seconds());
    map.put("members", validation.metrics().members());
    map.put("hr10", validation.metrics().hr10());
    map.put("ndcg10", validation.metrics().ndcg10());
    return map;
  }

  /** Peak resident memory, native memory included; the heap alone where Linux does not tell. */
  static long peakMemoryMb() throws IOException {
    if (!Files.isReadable(PROCESS_STATUS)) {
      return Runtime.getRuntime().totalMemory() >> 20;
    }
    return Files.readAllLines(PROCESS_STATUS).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
        .findFirst()
        .orElse(0);
  }
}
