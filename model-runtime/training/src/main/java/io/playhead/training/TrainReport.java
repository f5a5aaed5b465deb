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
    map.put("loss", trained.loss());
    Map<String, Object> validation = new LinkedHashMap<>();
    validation.put("members", trained.validation().members());
    validation.put("hr10", trained.validation().hr10());
    validation.put("ndcg10", trained.validation().ndcg10());
    map.put("validation", validation);
    map.put("peakMemoryMb", peakMemoryMb());
    map.put("modelId", modelId);
    map.put("seed", settings.seed());
    map.put("bundle", bundle.toString());
    Files.writeString(file, JSON.writeValueAsString(map) + "\n");
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
