package io.playhead.deploy.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Renders an overlay as a user would, where kubectl is installed. */
final class Kustomize {
  private static final long LIMIT_S = 60;

  private static final Map<Path, List<JsonNode>> RENDERED = new HashMap<>();

  private Kustomize() {}

  /** Where kubectl is; empty: not on this machine. */
  static Optional<Path> kubectl() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "kubectl"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The manifests of a folder with everything merged, not to be changed; rendered once. */
  static List<JsonNode> render(Path folder) {
    return RENDERED.computeIfAbsent(folder, Kustomize::run);
  }

  /** Fails with what kustomize says. */
  private static List<JsonNode> run(Path folder) {
    try {
      Path out = Files.createTempFile("rendered", ".yaml");
      Process process =
          new ProcessBuilder(kubectl().orElseThrow().toString(), "kustomize", folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      boolean ended = process.waitFor(LIMIT_S, TimeUnit.SECONDS);
      String text = Files.readString(out, StandardCharsets.UTF_8);
      Files.delete(out);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError("kubectl kustomize " + folder + ": " + text);
      }
      return Repository.documents(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
