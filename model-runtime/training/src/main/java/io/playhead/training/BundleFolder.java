package io.playhead.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder that a bundle is written to. It may be absent, empty, or a bundle, which is replaced;
 * anything else is refused before training starts. Written beside its place and then moved there,
 * so that nobody finds half a bundle.
 */
final class BundleFolder {
  static final String MANIFEST = "manifest.json";
  private static final List<String> FILES =
      List.of(
          MANIFEST,
          "manifest.sig",
          "step.onnx",
          "title.onnx",
          "vocabulary.txt",
          "title_vectors.bin",
          "summary_vectors.bin",
          "golden.json");

  private BundleFolder() {}

  /** Refuses a place that holds something else than a bundle. */
  static void requireWritable(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new TrainingException(
          "--out="
              + folder
              + " is a file; name a new folder, an empty one or a bundle to replace.");
    }
    List<String> names = names(folder);
    if (!names.isEmpty() && !(names.contains(MANIFEST) && FILES.containsAll(names))) {
      throw new TrainingException(
          "--out="
              + folder
              + " is neither empty nor a bundle: it holds "
              + names.stream()
                  .filter(name -> !FILES.contains(name))
                  .findFirst()
                  .orElse(names.get(0))
              + "; name a new folder, an empty one or a bundle to replace.");
    }
  }

  static void write(Path folder, Map<String, byte[]> files) throws IOException {
    Path place = folder.toAbsolutePath().normalize();
    Path draft = place.resolveSibling("." + place.getFileName() + ".draft");
    Files.createDirectories(draft);
    clear(draft);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(draft.resolve(file.getKey()), file.getValue());
    }
    requireWritable(place);
    if (Files.exists(place)) {
      clear(place);
      Files.delete(place);
    }
    Files.move(draft, place);
  }

  private static void clear(Path folder) throws IOException {
    for (String name : FILES) {
      Files.deleteIfExists(folder.resolve(name));
    }
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new TrainingException(
          "--out=" + folder + " cannot be read: " + e.getMessage() + ".", e);
    }
  }
}
